package acme.bloom;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;

/** {@code BLOOM.RESERVE}, {@code BLOOM.ADD}, {@code BLOOM.HAS} and {@code BLOOM.INFO}. */
public final class BloomModule implements CommandModule {

    private static final CommandSpec RESERVE = CommandSpec.named("BLOOM.RESERVE")
            .args(3)
            .flags(Flag.WRITE, Flag.DENY_OOM)
            .keys(KeySpec.at(0, KeyFlag.OW, KeyFlag.INSERT))
            .summary("Makes a Bloom filter for a number of items and a rate of errors.")
            .since("1.0.0")
            .complexity("O(N) where N is the capacity")
            .arguments(Argument.key("key"), Argument.integer("capacity"), Argument.number("error-rate"))
            .build();

    private static final CommandSpec ADD = CommandSpec.named("BLOOM.ADD")
            .args(2)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.INSERT))
            .summary("Adds an item to a Bloom filter, which is made if it is not there.")
            .since("1.0.0")
            .complexity("O(1)")
            .arguments(Argument.key("key"), Argument.string("item"))
            .build();

    private static final CommandSpec HAS = CommandSpec.named("BLOOM.HAS")
            .args(2)
            .flags(Flag.READONLY, Flag.FAST)
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .summary("Tells whether an item may be in a Bloom filter.")
            .since("1.0.0")
            .complexity("O(1)")
            .arguments(Argument.key("key"), Argument.string("item"))
            .build();

    private static final CommandSpec INFO = CommandSpec.named("BLOOM.INFO")
            .args(1)
            .flags(Flag.READONLY, Flag.FAST)
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .summary("Tells for how many items a Bloom filter was made, and with which rate of errors.")
            .since("1.0.0")
            .complexity("O(1)")
            .arguments(Argument.key("key"))
            .build();

    private final BloomType type = new BloomType();

    @Override
    public void configure(Setup setup) {
        setup.type(type);
        setup.command(RESERVE, this::reserve)
                .command(ADD, this::add)
                .command(HAS, this::has)
                .command(INFO, this::info);
    }

    /** Replies {@code OK}, or an error if the key is there, of whatever type. */
    private void reserve(Request request, Reply reply) {
        Entry entry = request.entry(0);
        long capacity = request.arg(1).asLong();
        double errorRate = request.arg(2).asDouble();
        if (capacity < 1) {
            throw ServerError.err("capacity must be at least 1");
        }
        if (!(errorRate > 0 && errorRate < 1)) {
            throw ServerError.err("error rate must be between 0 and 1");
        }
        if (entry.exists()) {
            throw ServerError.err("key exists");
        }
        try {
            entry.set(type, BloomFilter.of(capacity, errorRate));
        } catch (IllegalArgumentException e) {
            throw ServerError.err(e.getMessage());
        }
        reply.ok();
    }

    /** Replies 1 if the item was not in the filter, 0 if it may have been. */
    private void add(Request request, Reply reply) {
        Entry entry = request.entry(0);
        boolean added = entry.getOrCreate(type).add(request.arg(1).toBytes());
        if (added) {
            entry.changed();
        }
        reply.integer(added ? 1 : 0);
    }

    /** Replies 1 if the item may be in the filter, 0 if it certainly is not, or there is no filter. */
    private void has(Request request, Reply reply) {
        BloomFilter filter = request.entry(0).get(type);
        reply.integer(filter != null && filter.mayContain(request.arg(1).toBytes()) ? 1 : 0);
    }

    /** Replies nil if there is no filter. */
    private void info(Request request, Reply reply) {
        BloomFilter filter = request.entry(0).get(type);
        if (filter == null) {
            reply.nil();
            return;
        }
        reply.map(4);
        reply.bulk("capacity");
        reply.integer(filter.capacity());
        reply.bulk("error_rate");
        reply.number(filter.errorRate());
        reply.bulk("bits");
        reply.integer(filter.bits());
        reply.bulk("hashes");
        reply.integer(filter.hashes());
    }
}
