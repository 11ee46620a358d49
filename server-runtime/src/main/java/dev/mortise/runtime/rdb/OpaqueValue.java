package dev.mortise.runtime.rdb;

/** A value that no module here understands, as it was saved: kept, and saved again byte for byte. Never changes. */
final class OpaqueValue {

    /** What the object takes besides its bytes. */
    private static final int OBJECT_BYTES = 48;

    private final RdbType form;
    private final byte[] bytes;

    /**
     * A value.
     *
     * @param form the form it is in
     * @param bytes what stands behind the key; not copied
     */
    OpaqueValue(RdbType form, byte[] bytes) {
        this.form = form;
        this.bytes = bytes;
    }

    RdbType form() {
        return form;
    }

    byte[] bytes() {
        return bytes;
    }

    long memoryBytes() {
        return OBJECT_BYTES + (long) bytes.length;
    }
}
