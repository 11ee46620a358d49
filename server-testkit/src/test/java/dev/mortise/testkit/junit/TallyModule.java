package dev.mortise.testkit.junit;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.DamagedValue;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import java.util.Map;
import java.util.TreeMap;

/** A plugin as it should be: it counts words. Those that should not be so differ from it in one thing. */
class TallyModule implements CommandModule {

    /** How often each word was counted. */
    static class TallyType implements ValueType<Map<String, Long>> {

        private static final long BYTES_PER_WORD = 64;

        @Override
        public String name() {
            return "tally@test";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Map<String, Long> create() {
            return new TreeMap<>();
        }

        @Override
        public long bytes(Map<String, Long> tally) {
            return BYTES_PER_WORD * tally.size();
        }

        @Override
        public void write(Map<String, Long> tally, ValueOutput out) {
            out.writeLong(tally.size());
            tally.forEach((word, count) -> {
                out.writeBytes(Slice.of(word));
                out.writeLong(count);
            });
        }

        @Override
        public Map<String, Long> read(ValueInput in, int version) {
            Map<String, Long> tally = create();
            for (int left = in.readCount(); left > 0; left--) {
                String word = Slice.of(in.readBytes()).utf8();
                long count = in.readLong();
                if (count < 1) {
                    throw new DamagedValue("a count of " + count);
                }
                tally.put(word, count);
            }
            return tally;
        }
    }

    ValueType<Map<String, Long>> type() {
        return new TallyType();
    }

    Argument words() {
        return Argument.string("word").many();
    }

    void add(Request request, Reply reply, ValueType<Map<String, Long>> type) {
        Map<String, Long> tally = request.entry(0).getOrCreate(type);
        for (int i = 1; i < request.size(); i++) {
            tally.merge(request.arg(i).utf8(), 1L, Long::sum);
        }
        request.entry(0).changed();
        reply.integer(tally.size());
    }

    void get(Request request, Reply reply, ValueType<Map<String, Long>> type) {
        Map<String, Long> tally = request.entry(0).get(type);
        reply.map(tally == null ? 0 : tally.size());
        if (tally != null) {
            tally.forEach((word, count) -> {
                reply.bulk(word);
                reply.integer(count);
            });
        }
    }

    @Override
    public void configure(Setup setup) {
        ValueType<Map<String, Long>> type = setup.type(type());
        setup.command(
                CommandSpec.named("TALLY.ADD")
                        .args(2, CommandSpec.MANY)
                        .flags(Flag.WRITE, Flag.DENY_OOM)
                        .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.UPDATE))
                        .arguments(Argument.key("key"), words())
                        .build(),
                (request, reply) -> add(request, reply, type));
        setup.command(
                CommandSpec.named("TALLY.GET")
                        .args(1)
                        .flags(Flag.READONLY)
                        .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
                        .arguments(Argument.key("key"))
                        .build(),
                (request, reply) -> get(request, reply, type));
        setup.command(
                CommandSpec.named("TALLY.CLEAR")
                        .args(1)
                        .flags(Flag.WRITE)
                        .keys(KeySpec.at(0, KeyFlag.RM, KeyFlag.DELETE))
                        .arguments(Argument.key("key"))
                        .build(),
                (request, reply) -> {
                    Entry entry = request.entry(0);
                    reply.integer(entry.remove() ? 1 : 0);
                });
    }
}
