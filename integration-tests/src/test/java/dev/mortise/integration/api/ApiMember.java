package dev.mortise.integration.api;

import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.stream.Collectors;

/**
 * A method or constructor, as class files name it.
 *
 * @param owner the type, as {@code package/Outer$Inner}
 * @param name its name, {@code <init>} for a constructor
 * @param descriptor its parameters and what it returns; empty if any will do
 */
record ApiMember(String owner, String name, String descriptor) {

    static ApiMember of(String owner, MethodModel method) {
        return new ApiMember(
                owner, method.methodName().stringValue(), method.methodType().stringValue());
    }

    /** {@return any method of that type and name} */
    ApiMember anyOfThatName() {
        return new ApiMember(owner, name, "");
    }

    /** {@return as people write it: {@code Session.user(String)}} */
    String shown() {
        String parameters = MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
                .map(ClassDesc::displayName)
                .collect(Collectors.joining(", "));
        return owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.') + "." + name + "(" + parameters + ")";
    }
}
