package dev.mortise.lists;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.PackableType;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueShape;

/**
 * The type {@code list}. There is one in a server, which the module makes; others find it as the {@linkplain
 * dev.mortise.api.Entry#type type} of an entry.
 */
public final class ListType implements PackableType<ListValue> {

    private final PageLimit limit;

    ListType(PageLimit limit) {
        this.limit = limit;
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public int version() {
        return 0;
    }

    @Override
    public ListValue create() {
        return new ListValue(limit);
    }

    @Override
    public long bytes(ListValue list) {
        return list.heapBytes();
    }

    @Override
    public boolean isEmpty(ListValue list) {
        return list.size() == 0;
    }

    /** Redis 7.0 has one form of lists, and so one name, whatever their size. */
    @Override
    public String encoding(ListValue list) {
        return "quicklist";
    }

    @Override
    public ListValue copy(ListValue list) {
        return list.copy();
    }

    @Override
    public ValueShape shape() {
        return ValueShape.LIST;
    }

    @Override
    public void write(ListValue list, ValueOutput out) {
        out.writeLong(list.size());
        list.forEach(out::writeBytes);
    }

    @Override
    public ListValue read(ValueInput in, int version) {
        ListValue list = create();
        int count = in.readCount();
        if (count == 0) {
            throw new DamagedValue("a list without elements");
        }
        for (int left = count; left > 0; left--) {
            list.addLast(Slice.of(in.readBytes()));
        }
        return list;
    }

    @Override
    public int packedBytes(ListValue list) {
        return list.packedBytes();
    }

    @Override
    public void pack(ListValue list, byte[] target) {
        list.pack(target);
    }

    @Override
    public void unpack(ListValue list, Slice packed) {
        list.unpack(packed);
    }
}
