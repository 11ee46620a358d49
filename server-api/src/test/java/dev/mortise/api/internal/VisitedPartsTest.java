package dev.mortise.api.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueParts;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a value consists of, shown to whoever knows nothing of its type but the shape. */
class VisitedPartsTest {

    /** Writes words as the values of its shape are written; of a sorted set each second one is a score. */
    private record Words(ValueShape shape) implements ValueType<List<String>> {
        @Override
        public String name() {
            return shape.typeName();
        }

        @Override
        public int version() {
            return 0;
        }

        @Override
        public List<String> create() {
            return new ArrayList<>();
        }

        @Override
        public long bytes(List<String> value) {
            return 0;
        }

        @Override
        public void write(List<String> value, ValueOutput out) {
            boolean pairs = shape == ValueShape.HASH || shape == ValueShape.SORTED_SET;
            out.writeLong(pairs ? value.size() / 2 : value.size());
            for (int i = 0; i < value.size(); i++) {
                if (shape == ValueShape.SORTED_SET && i % 2 == 1) {
                    out.writeDouble(Double.parseDouble(value.get(i)));
                } else {
                    out.writeBytes(Slice.of(value.get(i)));
                }
            }
        }

        @Override
        public List<String> read(ValueInput in, int version) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Seen implements ValueParts {
        private final List<String> parts = new ArrayList<>();

        @Override
        public void element(Slice element) {
            parts.add(element.utf8());
        }

        @Override
        public void scored(Slice member, double score) {
            parts.add(member.utf8() + " " + score);
        }

        @Override
        public void field(Slice name, Slice value) {
            parts.add(name.utf8() + "=" + value.utf8());
        }
    }

    private static List<String> parts(ValueShape shape, String... words) {
        Seen seen = new Seen();
        new Words(shape).forEachPart(List.of(words), seen);
        return seen.parts;
    }

    @Test
    void areElementsMembersAndFields() {
        assertEquals(List.of("a", "b", "a"), parts(ValueShape.LIST, "a", "b", "a"));
        assertEquals(List.of("a", "b"), parts(ValueShape.SET, "a", "b"));
        assertEquals(List.of("a 1.5", "b -2.0"), parts(ValueShape.SORTED_SET, "a", "1.5", "b", "-2"));
        assertEquals(List.of("f=v", "g="), parts(ValueShape.HASH, "f", "v", "g", ""));
        assertEquals(List.of(), parts(ValueShape.HASH));
    }

    @Test
    void whoWantsElementsOnlyGetsMembersAndNames() {
        List<String> elements = new ArrayList<>();
        ValueParts visitor = element -> elements.add(element.utf8());

        new Words(ValueShape.SORTED_SET).forEachPart(List.of("member", "1"), visitor);
        new Words(ValueShape.HASH).forEachPart(List.of("name", "value"), visitor);

        assertEquals(List.of("member", "name"), elements);
    }

    @Test
    void aFieldIsFoundByItsName() {
        Words hashes = new Words(ValueShape.HASH);
        List<String> hash = List.of("f", "v", "", "empty", "v", "f");

        assertArrayEquals(Slice.of("v").toBytes(), hashes.field(hash, Slice.of("f")));
        assertArrayEquals(Slice.of("empty").toBytes(), hashes.field(hash, Slice.of("")));
        assertNull(hashes.field(hash, Slice.of("empty")));
    }

    @Test
    void ofAnotherShapeThereIsNothingToSee() {
        assertEquals(
                ServerError.wrongType(),
                assertThrows(ServerError.class, () -> parts(ValueShape.ITEMS, "any", "items")));
        assertEquals(
                ServerError.wrongType(),
                assertThrows(ServerError.class, () -> new Words(ValueShape.SET).field(List.of("f"), Slice.of("f"))));
    }
}
