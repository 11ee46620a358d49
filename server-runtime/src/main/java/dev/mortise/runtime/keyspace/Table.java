package dev.mortise.runtime.keyspace;

import dev.mortise.api.ValueType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one database in one shard.
 *
 * <p>Brings together where entries lie ({@link Slab}), how they are found ({@link Directory}), and what else is known
 * about them: their number, their value objects, the earliest expiry. What an entry means to a command is the business
 * of {@link StoredEntry}.
 *
 * <p><b>Places.</b> A {@link Place} found here holds until {@link #version} changes, which every change of a slot or a
 * handle brings about. Whoever keeps a place compares, and searches again.
 *
 * <p>Guarded by the lock of the shard. The counters may be read without it, and are then some moment's truth.
 */
final class Table {

    private static final VarHandle KEYS = counter("keys");
    private static final VarHandle EXPIRING = counter("expiring");

    final Shard shard;
    final MemorySegment memory;

    private final KeyHash hash;
    private final Rehash rehash;
    private final int finalHomes;
    private final Expiry expiry;
    private Slab slab;
    private Evacuation evacuation;
    private ObjectShelf objects = new ObjectShelf();
    private @Nullable Directory directory;
    private @Nullable TableCut cut;

    private long keys;
    private long expiring;
    private long objectBytes;
    /** What {@link #directory} and {@link #objects} take of the heap, as it was last counted. */
    private long indexHeapBytes;

    private long version;
    /** The number of the database that this is at present. */
    private int database;

    Table(Shard shard, int database, Region region, KeyHash hash, Rehash rehash, int finalHomes) {
        this.shard = shard;
        this.database = database;
        this.hash = hash;
        this.rehash = rehash;
        this.finalHomes = finalHomes;
        memory = region.memory;
        slab = new Slab(region, shard.account());
        evacuation = new Evacuation(this, slab);
        expiry = new Expiry(this);
    }

    /** A table with what another held, which holds nothing afterwards. */
    private Table(Table from) {
        this(from.shard, from.database, from.slab.region, from.hash, from.rehash, from.finalHomes);
        Slab empty = slab;
        slab = from.slab;
        evacuation = new Evacuation(this, slab);
        objects = from.objects;
        directory = from.directory;
        keys = from.keys;
        expiring = from.expiring;
        objectBytes = from.objectBytes;
        indexHeapBytes = from.indexHeapBytes;
        from.slab = empty;
        from.evacuation = new Evacuation(from, empty);
        from.objects = new ObjectShelf();
        from.directory = null;
        from.objectBytes = 0;
        from.indexHeapBytes = 0;
    }

    private static VarHandle counter(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(Table.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // ---- what is known

    /** {@return how many entries there are, expired ones included} */
    long keys() {
        return (long) KEYS.getOpaque(this);
    }

    /** {@return how many entries have an expiry} */
    long expiring() {
        return (long) EXPIRING.getOpaque(this);
    }

    /** {@return a number that changes when any place may have become wrong} */
    long version() {
        return version;
    }

    int database() {
        return database;
    }

    void database(int number) {
        database = number;
    }

    Expiry expiry() {
        return expiry;
    }

    long usedBytes() {
        return slab.usedBytes() + objectBytes;
    }

    /** {@return how many bytes outside the heap live blocks take} */
    long allocatedBytes() {
        return slab.usedBytes();
    }

    long deadBytes() {
        return slab.deadBytes();
    }

    /** {@return how many bytes are taken for entries, dead ones included} */
    long takenBytes() {
        return slab.takenBytes();
    }

    /** {@return how many bytes the index takes, on the heap and outside} */
    long indexBytes() {
        Directory index = directory;
        return (index == null ? 0 : index.bucketBytes()) + indexHeapBytes;
    }

    /** Counts anew what the index takes of the heap. */
    private void countIndex() {
        Directory index = directory;
        long now = (index == null ? 0 : index.heapBytes()) + objects.heapBytes();
        slab.account.heap(now - indexHeapBytes);
        indexHeapBytes = now;
    }

    private void countObject(long change) {
        objectBytes += change;
        slab.account.heap(change);
    }

    /** Has the places of what died under this lock be taken from now on. */
    void settle() {
        slab.settle();
    }

    Evacuation evacuation() {
        return evacuation;
    }

    ObjectShelf objects() {
        return objects;
    }

    KeyHash keyHash() {
        return hash;
    }

    /** {@return the directory, or null if nothing was ever stored} */
    @Nullable
    Directory directory() {
        return directory;
    }

    // ---- cuts

    /** Says what is to be told of changes, if anything is. */
    void cut(@Nullable TableCut newCut) {
        cut = newCut;
        if (directory != null) {
            directory.cut(newCut);
        }
    }

    /** To be called before anything of an entry changes that is saved. */
    void changing(Place place) {
        if (cut != null) {
            cut.changing(place.requireBucket(), place.slot);
        }
    }

    // ---- entries

    /** Finds the entry of a key. */
    void find(Key key, Place place) {
        Directory index = directory;
        if (index == null) {
            place.nowhere();
            return;
        }
        Bucket bucket = index.bucketAt(KeyHash.position(key.hash));
        int slot = bucket.find(key);
        if (slot < 0) {
            place.nowhere();
        } else {
            place.at(bucket, slot, bucket.block(slot));
        }
    }

    /** Makes room for keys that are about to come, unless some came before. {@return the directory} */
    Directory expect(long expectedKeys) {
        Directory index = directory;
        if (index == null) {
            index = new Directory(slab, hash, rehash, finalHomes, expectedKeys);
            directory = index;
            countIndex();
        }
        return index;
    }

    /** Adds an entry for a key that has none. Its value is yet to be written, and its expiry. */
    void insert(Key key, Place place, int kind, int valueLength, boolean expires) {
        Directory index = expect(0);
        long position = KeyHash.position(key.hash);
        Bucket bucket = index.bucketAt(position);
        int slot = bucket.isFull() ? -1 : bucket.vacancy(position);
        while (slot < 0) {
            version++;
            index.makeRoom(bucket);
            countIndex();
            bucket = index.bucketAt(position);
            slot = bucket.isFull() ? -1 : bucket.vacancy(position);
        }
        long block = newBlock(key.length, kind, valueLength, expires, 0);
        EntryLayout.putKey(memory, block, Memory.getLong(memory, block), key);
        int tag = KeyHash.tag(key.hash);
        bucket.put(slot, tag, block);
        if (cut != null) {
            cut.added(bucket, slot);
        }
        if (expires) {
            bucket.expires(slot, true);
            addExpiring(1);
        }
        place.at(bucket, slot, block);
        addKeys(1);
        version++;
    }

    /**
     * Gives the value of an entry another kind and length, and the entry an expiry or none. The value is yet to be
     * written, and then the expiry; the bytes of the old value are where they were.
     */
    void reshape(Place place, int kind, int valueLength, boolean expires) {
        changing(place);
        long block = place.block;
        long header = Memory.getLong(memory, block);
        long value = EntryLayout.valueOffset(memory, block, header);
        int keyLength = EntryLayout.keyLength(memory, block, header);
        if (!fitInPlace(block, header, keyLength, kind, valueLength, expires)) {
            relocate(place, kind, valueLength, expires, 0);
        }
        // Only now, when nothing can be refused any more.
        forgetObject(header, value);
        noteExpires(place, header, expires);
    }

    /**
     * Makes the value of a string longer and keeps what it holds.
     *
     * @param valueLength how long it will be
     * @param gapEnd the index up to which the bytes added become zero; the others are yet to be written
     */
    void grow(Place place, int valueLength, int gapEnd) {
        changing(place);
        long block = place.block;
        long header = Memory.getLong(memory, block);
        boolean expires = EntryLayout.expires(header);
        int keyLength = EntryLayout.keyLength(memory, block, header);
        long from = EntryLayout.valueOffset(memory, block, header);
        int oldLength = EntryLayout.valueLength(memory, block, header);
        int zeroFrom = EntryLayout.isLarge(header) ? EntryLayout.highBytes(memory, block) : Integer.MAX_VALUE;
        if (!growInPlace(block, header, keyLength, valueLength)) {
            long expiry = expires ? EntryLayout.expiry(memory, block) : 0;
            relocate(place, EntryLayout.STRING, valueLength, expires, roomToGrow(keyLength, valueLength));
            long newHeader = Memory.getLong(memory, place.block);
            Memory.copy(memory, from, memory, EntryLayout.valueOffset(memory, place.block, newHeader), oldLength);
            if (expires) {
                Memory.putLong(memory, EntryLayout.expiryOffset(memory, place.block, newHeader), expiry);
            }
            // A new run is zero of itself.
            zeroFrom = EntryLayout.isLarge(newHeader) ? 0 : Integer.MAX_VALUE;
        }
        zero(place, oldLength, Math.min(gapEnd, zeroFrom));
    }

    /** Makes the first bytes of a value zero, of an entry that was just inserted. */
    void zeroFirst(Place place, int count) {
        zero(place, 0, EntryLayout.isLarge(Memory.getLong(memory, place.block)) ? 0 : count);
    }

    private void zero(Place place, int from, int to) {
        if (to > from) {
            long value = EntryLayout.valueOffset(memory, place.block, Memory.getLong(memory, place.block));
            Memory.zero(memory, value + from, to - from);
        }
    }

    /** Gives an entry an expiry, or takes it away. A new one is yet to be written. */
    void changeExpires(Place place, boolean expires) {
        changing(place);
        long block = place.block;
        long header = Memory.getLong(memory, block);
        if (EntryLayout.expires(header) == expires) {
            return;
        }
        int kind = EntryLayout.kind(header);
        int keyLength = EntryLayout.keyLength(memory, block, header);
        long from = EntryLayout.valueOffset(memory, block, header);
        int length = EntryLayout.valueLength(memory, block, header);
        if (!fitInPlace(block, header, keyLength, kind, length, expires)) {
            relocate(place, kind, length, expires, 0);
        }
        long to = EntryLayout.valueOffset(memory, place.block, Memory.getLong(memory, place.block));
        if (from != to) {
            Memory.copy(memory, from, memory, to, length);
        }
        noteMaking(place, EntryLayout.making(header));
        noteExpires(place, header, expires);
    }

    /** Notes how a string came about that was written as another kind of entry, or as one {@link EntryLayout#WHOLE}. */
    void noteMaking(Place place, int making) {
        long header = Memory.getLong(memory, place.block);
        if (EntryLayout.making(header) != making) {
            Memory.putLong(memory, place.block, EntryLayout.withMaking(header, making));
        }
    }

    /** Writes the expiry of an entry that has room for one. */
    void putExpiry(Place place, long instant) {
        long block = place.block;
        Memory.putLong(memory, EntryLayout.expiryOffset(memory, block, Memory.getLong(memory, block)), instant);
        Bucket bucket = place.requireBucket();
        bucket.earliestMillis = Math.min(bucket.earliestMillis, instant);
        expiry.added(instant);
    }

    /** Puts a value object into an entry that was made for one. */
    void putObject(Place place, ValueType<?> type, Object value, long bytes) {
        long at = EntryLayout.valueOffset(memory, place.block, Memory.getLong(memory, place.block));
        Memory.putInt(memory, at, objects.put(type, value));
        Memory.putLong(memory, at + Integer.BYTES, bytes);
        countObject(bytes);
        countIndex();
    }

    /** Notes how much memory the value object of an entry takes by now. */
    void putObjectBytes(Place place, long bytes) {
        long at = EntryLayout.valueOffset(memory, place.block, Memory.getLong(memory, place.block)) + Integer.BYTES;
        countObject(bytes - Memory.getLong(memory, at));
        Memory.putLong(memory, at, bytes);
    }

    /** {@return what an entry takes: its block or run, its value object, and its part of the buckets} */
    long memoryBytes(Place place) {
        long header = Memory.getLong(memory, place.block);
        long bytes = EntryLayout.isLarge(header)
                ? slab.region.chunkOf(place.block).residentBytes
                : EntryLayout.blockBytes(header);
        if (EntryLayout.isShelved(header)) {
            bytes += Memory.getLong(memory, EntryLayout.valueOffset(memory, place.block, header) + Integer.BYTES);
        }
        return bytes + Bucket.BYTES_PER_ENTRY;
    }

    /** Removes an entry. */
    void remove(Place place) {
        Bucket bucket = place.requireBucket();
        erase(bucket, place.slot);
        place.nowhere();
        shrink(bucket);
    }

    /** Removes the entry of a slot, and leaves the bucket as large as it is. */
    void erase(Bucket bucket, int slot) {
        if (cut != null) {
            cut.changing(bucket, slot);
        }
        long block = bucket.block(slot);
        long header = Memory.getLong(memory, block);
        forgetObject(header, EntryLayout.valueOffset(memory, block, header));
        if (EntryLayout.expires(header)) {
            addExpiring(-1);
        }
        bucket.erase(slot);
        free(block, header);
        addKeys(-1);
        version++;
    }

    /** Gives up room that a bucket needs no longer. */
    void shrink(Bucket bucket) {
        Directory index = directory;
        if (index == null) {
            return;
        }
        // Two empty buckets merged may be one to merge again; but no more than a bucket's worth is moved at a time.
        long most = index.movedSlots() + Directory.FINAL_HOMES;
        Bucket smaller = bucket;
        while (index.movedSlots() < most && index.lost(smaller)) {
            version++;
            smaller = index.bucketAt(smaller.firstPosition);
            countIndex();
        }
    }

    /** Removes all entries. {@return how many there were} */
    long clear() {
        long removed = keys;
        TableCut running = cut;
        if (running != null) {
            cut(null);
            Table successor = new Table(this);
            successor.cut(running.of(successor));
        }
        slab.clear();
        evacuation.clear();
        objects.clear();
        directory = null;
        KEYS.setOpaque(this, 0L);
        EXPIRING.setOpaque(this, 0L);
        countObject(-objectBytes);
        countIndex();
        expiry.clear();
        version++;
        shard.owes(this);
        return removed;
    }

    /** Called when a block was copied elsewhere: has what led to it lead to the copy. */
    void moved(long block, long target, int kind) {
        Directory index = directory;
        if (index == null) {
            throw new IllegalStateException("a block without a table");
        }
        version++;
        if (kind == EntryLayout.BUCKET) {
            index.bucketAt(Bucket.firstPosition(memory, block)).lieAt(target);
            return;
        }
        long keyHash = EntryLayout.hash(memory, target, hash);
        Bucket bucket = index.bucketAt(KeyHash.position(keyHash));
        int slot = bucket.find(keyHash, block);
        if (slot < 0) {
            throw new IllegalStateException("an entry that no slot leads to");
        }
        bucket.move(slot, target);
    }

    // ---- blocks

    /** {@return a block with its header, for an entry whose key, expiry and value are yet to be written} */
    private long newBlock(int keyLength, int kind, int valueLength, boolean expires, long roomBytes) {
        long used = EntryLayout.prefixBytes(keyLength, false, expires) + valueLength;
        if (used <= Slab.LONGEST_BLOCK_BYTES) {
            int bytes = (int) Math.min(EntryLayout.toGranules(used + roomBytes), Slab.LONGEST_BLOCK_BYTES);
            long block = slab.allocate(bytes);
            Memory.putLong(memory, block, EntryLayout.smallHeader(kind, bytes, used, keyLength, expires));
            if (evacuation.allocated(bytes)) {
                shard.owes(this);
            }
            return block;
        }
        used = EntryLayout.prefixBytes(keyLength, true, expires) + valueLength;
        long block = slab.allocateRun(used + roomBytes);
        Chunk chunk = slab.region.chunkOf(block);
        Memory.putLong(memory, block, EntryLayout.largeHeader(kind, chunk.count, keyLength, expires));
        EntryLayout.putLargeFields(memory, block, valueLength, valueLength);
        slab.touchRun(chunk, used);
        return block;
    }

    private static long roomToGrow(int keyLength, int valueLength) {
        long used = EntryLayout.prefixBytes(keyLength, false, true) + valueLength;
        return used <= Slab.LONGEST_BLOCK_BYTES ? Growth.roomBytes(used) : Growth.addressBytes(used);
    }

    /** Moves an entry into a new block: header and key; expiry and value are yet to be written. */
    private void relocate(Place place, int kind, int valueLength, boolean expires, long roomBytes) {
        long old = place.block;
        long oldHeader = Memory.getLong(memory, old);
        int keyLength = EntryLayout.keyLength(memory, old, oldHeader);
        long block = newBlock(keyLength, kind, valueLength, expires, roomBytes);
        long header = Memory.getLong(memory, block) | (oldHeader & AccessClock.BITS);
        Memory.putLong(memory, block, header);
        EntryLayout.copyKey(memory, old, oldHeader, block, header);
        free(old, oldHeader);
        place.requireBucket().move(place.slot, block);
        place.block = block;
        version++;
    }

    private boolean fitInPlace(long block, long header, int keyLength, int kind, int valueLength, boolean expires) {
        boolean large = EntryLayout.isLarge(header);
        long used = EntryLayout.prefixBytes(keyLength, large, expires) + valueLength;
        if (large) {
            Chunk chunk = slab.region.chunkOf(block);
            if (used > chunk.bytes() || used < chunk.residentBytes / 2) {
                return false;
            }
            fitRun(block, chunk, valueLength, used);
            long access = header & AccessClock.BITS;
            Memory.putLong(memory, block, EntryLayout.largeHeader(kind, chunk.count, keyLength, expires) | access);
            return true;
        }
        int bytes = EntryLayout.blockBytes(header);
        if (used > bytes || bytes - used > Growth.toleratedSlackBytes(used)) {
            return false;
        }
        long access = header & AccessClock.BITS;
        Memory.putLong(memory, block, EntryLayout.smallHeader(kind, bytes, used, keyLength, expires) | access);
        return true;
    }

    private boolean growInPlace(long block, long header, int keyLength, int valueLength) {
        boolean large = EntryLayout.isLarge(header);
        boolean expires = EntryLayout.expires(header);
        long used = EntryLayout.prefixBytes(keyLength, large, expires) + valueLength;
        if (large) {
            Chunk chunk = slab.region.chunkOf(block);
            if (used > chunk.bytes()) {
                return false;
            }
            fitRun(block, chunk, valueLength, used);
            return true;
        }
        int bytes = EntryLayout.blockBytes(header);
        if (used > bytes) {
            return false;
        }
        int kind = EntryLayout.kind(header);
        long access = header & AccessClock.BITS;
        Memory.putLong(memory, block, EntryLayout.smallHeader(kind, bytes, used, keyLength, expires) | access);
        return true;
    }

    private void fitRun(long block, Chunk chunk, int valueLength, long used) {
        int high = Math.max(EntryLayout.highBytes(memory, block), valueLength);
        EntryLayout.putLargeFields(memory, block, valueLength, high);
        slab.touchRun(chunk, used);
    }

    private void free(long block, long header) {
        if (EntryLayout.isLarge(header)) {
            slab.freeRun(block);
            shard.owes(this);
            return;
        }
        int bytes = EntryLayout.blockBytes(header);
        slab.free(block, bytes);
        if (evacuation.freed(bytes) || slab.unsettled()) {
            shard.owes(this);
        }
    }

    private void forgetObject(long header, long value) {
        if (EntryLayout.isShelved(header)) {
            objects.remove(Memory.getInt(memory, value));
            countObject(-Memory.getLong(memory, value + Integer.BYTES));
            countIndex();
        }
    }

    private void noteExpires(Place place, long oldHeader, boolean expires) {
        if (EntryLayout.expires(oldHeader) != expires) {
            place.requireBucket().expires(place.slot, expires);
            addExpiring(expires ? 1 : -1);
        }
    }

    private void addKeys(int difference) {
        KEYS.setOpaque(this, keys + difference);
    }

    private void addExpiring(int difference) {
        EXPIRING.setOpaque(this, expiring + difference);
    }
}
