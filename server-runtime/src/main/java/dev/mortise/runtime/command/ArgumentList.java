package dev.mortise.runtime.command;

import dev.mortise.api.Slice;
import java.util.AbstractList;

/** The arguments of a request as a list, which has nothing of its own: as long as the request is there, so are they. */
final class ArgumentList extends AbstractList<Slice> {

    private final KeyLocator.Arguments arguments;

    ArgumentList(KeyLocator.Arguments arguments) {
        this.arguments = arguments;
    }

    @Override
    public Slice get(int index) {
        return arguments.arg(index);
    }

    @Override
    public int size() {
        return arguments.size();
    }
}
