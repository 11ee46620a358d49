package dev.mortise.integration.api;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.AccessFlag;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The public methods of the API, and which of them some classes use.
 *
 * <p>Used is a method that is called, referred to or overridden, and the one method of an interface for which there is
 * a lambda. These are not counted by themselves: what all objects and enums have; constructors and accessors of
 * records, which are what a record is; a method that overrides one of another type of the API.
 */
final class ApiMembers {

    private static final Set<String> OF_ALL_OBJECTS = Set.of("equals", "hashCode", "toString", "values", "valueOf");

    private final Map<String, ClassModel> types = new TreeMap<>();

    ApiMembers(List<ClassModel> api) {
        api.stream()
                .filter(ApiMembers::isPublic)
                .forEach(type -> types.put(type.thisClass().asInternalName(), type));
    }

    /** Of a type within another the flags that count are in the list of such types. */
    private static boolean isPublic(ClassModel type) {
        return type.findAttribute(Attributes.innerClasses())
                .flatMap(list -> list.classes().stream()
                        .filter(inner -> inner.innerClass().equals(type.thisClass()))
                        .findAny())
                .map(inner -> inner.has(AccessFlag.PUBLIC))
                .orElse(type.flags().has(AccessFlag.PUBLIC));
    }

    /** {@return all of them} */
    Set<ApiMember> all() {
        Set<ApiMember> all = new HashSet<>();
        types.forEach((name, type) -> {
            for (MethodModel method : type.methods()) {
                if (counts(method) && !isOfRecord(type, method) && !overrides(type, method)) {
                    all.add(ApiMember.of(name, method));
                }
            }
        });
        return all;
    }

    private static boolean counts(MethodModel method) {
        return method.flags().has(AccessFlag.PUBLIC)
                && !method.flags().has(AccessFlag.SYNTHETIC)
                && !OF_ALL_OBJECTS.contains(method.methodName().stringValue());
    }

    private static boolean isOfRecord(ClassModel type, MethodModel method) {
        String name = method.methodName().stringValue();
        return type.findAttribute(Attributes.record())
                .filter(components -> name.equals("<init>")
                        || components.components().stream()
                                .anyMatch(each -> each.name().stringValue().equals(name)))
                .isPresent();
    }

    private boolean overrides(ClassModel type, MethodModel method) {
        ApiMember own = ApiMember.of("", method);
        for (ClassEntry implemented : type.interfaces()) {
            ClassModel other = types.get(implemented.asInternalName());
            if (other != null
                    && other.methods().stream()
                            .anyMatch(each -> ApiMember.of("", each).equals(own))) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return those that nobody uses, as people write them}
     *
     * @param plugins classes written on the API
     * @param host classes of the server; what these do with a type that they implement is no use of it
     */
    Set<String> unusedBy(Collection<ClassModel> plugins, Collection<ClassModel> host) {
        Set<ApiMember> used = new HashSet<>();
        for (ClassModel user : host) {
            user.constantPool().forEach(entry -> addUsed(entry, used));
        }
        used.removeIf(member -> isOfHost(types.get(member.owner())));
        for (ClassModel user : plugins) {
            user.constantPool().forEach(entry -> addUsed(entry, used));
            addOverridden(user, used);
        }
        Set<String> unused = new TreeSet<>();
        for (ApiMember member : all()) {
            if (!used.contains(member) && !used.contains(member.anyOfThatName())) {
                unused.add(member.shown());
            }
        }
        return unused;
    }

    /** {@return whether the server implements a type, which then permits nobody else to} */
    private static boolean isOfHost(@Nullable ClassModel type) {
        return type == null
                || type.findAttribute(Attributes.permittedSubclasses())
                        .filter(list -> list.permittedSubclasses().stream()
                                .anyMatch(each -> each.asInternalName().contains("/internal/")))
                        .isPresent();
    }

    private static void addUsed(PoolEntry entry, Set<ApiMember> used) {
        if (entry instanceof MemberRefEntry member) {
            used.add(new ApiMember(
                    member.owner().asInternalName(),
                    member.name().stringValue(),
                    member.type().stringValue()));
        } else if (entry instanceof InvokeDynamicEntry lambda) {
            String type = lambda.type().stringValue();
            String made = type.substring(type.indexOf(')') + 1);
            if (made.startsWith("L")) {
                // The name is enough: it is the only abstract method of the type.
                used.add(new ApiMember(
                        made.substring(1, made.length() - 1), lambda.name().stringValue(), ""));
            }
        }
    }

    private void addOverridden(ClassModel user, Set<ApiMember> used) {
        for (ClassEntry implemented : user.interfaces()) {
            if (types.containsKey(implemented.asInternalName())) {
                user.methods().forEach(method -> used.add(ApiMember.of(implemented.asInternalName(), method)));
            }
        }
    }
}
