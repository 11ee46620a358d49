package dev.mortise.runtime.config;

import dev.mortise.runtime.snapshot.SaveRules;

/** Pairs of seconds and changes. */
record SaveRulesType() implements ParameterType<SaveRules> {

    @Override
    public SaveRules parse(String text, SaveRules present) throws InvalidValue {
        try {
            return SaveRules.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("Invalid save parameters");
        }
    }

    @Override
    public String format(SaveRules rules) {
        return rules.text();
    }

    @Override
    public String allowed() {
        return "pairs of seconds and numbers of changes, or the empty text for none";
    }
}
