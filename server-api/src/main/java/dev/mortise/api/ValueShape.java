package dev.mortise.api;

/**
 * What the values of a {@link ValueType} consist of, as far as the server has to know.
 *
 * <p>Of most types it need not know anything: what they write is {@link #ITEMS}, which only their module understands.
 * A type that Redis has as well is of one of the other shapes. Then its values are in snapshots and in {@code DUMP}
 * what they are in those of Redis, in every form that any version of Redis has for them, and {@code DEBUG DIGEST} is
 * that of Redis; the type itself writes and reads one thing in one order, and knows nothing of forms:
 *
 * <pre>{@code
 * public ValueShape shape() {
 *     return ValueShape.SET;
 * }
 *
 * public void write(Members members, ValueOutput out) {
 *     out.writeLong(members.size());
 *     members.forEach(out::writeBytes);
 * }
 *
 * public Members read(ValueInput in, int version) {
 *     Members members = create();
 *     for (int left = in.readCount(); left > 0; left--) {
 *         if (!members.add(in.readBytes())) throw new DamagedValue("a member twice");
 *     }
 *     return members;
 * }
 * }</pre>
 *
 * <p>A shape has no versions: {@link ValueType#read} is told that of its own type. What is read is not believed: a
 * value should grow with what comes, not with the number that is claimed in front of it. New shapes may appear in a
 * minor version: a {@code switch} over shapes needs a {@code default}.
 */
@Preview
public enum ValueShape {
    /** Numbers and strings of a meaning that only the type knows, in any number. */
    ITEMS("module"),
    /** {@code list}: the number of elements; then each, a string, in their order. */
    LIST("list"),
    /** {@code set}: the number of members; then each, a string, in any order. */
    SET("set"),
    /** {@code zset}: the number of members; then of each its string and its score, a double, in any order. */
    SORTED_SET("zset"),
    /** {@code hash}: the number of fields; then of each its name and its value, both strings, in any order. */
    HASH("hash");

    private final String typeName;

    ValueShape(String typeName) {
        this.typeName = typeName;
    }

    /** {@return the name that a type of this shape must have, or {@code module} if it may have any} */
    public String typeName() {
        return typeName;
    }
}
