package dev.mortise.hashes;

import dev.mortise.api.SeededHash;
import dev.mortise.api.Slice;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The fields of a large hash.
 *
 * <p><b>How it works.</b> The upper bits of a field's hash choose an entry of the <i>directory</i>, and this leads to
 * the {@linkplain FieldPage page} the field is in: extendible hashing. A page that is full is split in two by the next
 * bit of the hash; when all of the directory's bits are used up for that, it doubles. Neighbours that have become
 * nearly empty are merged, and a directory of which no page needs the last bit is halved.
 *
 * <pre>
 *   directory   000   001   010   011   100   101   110   111
 *                 \   /      |     |      \     \   /     /
 *                page 00   page   page        page 1
 *                          010    011
 * </pre>
 *
 * <p><b>Why.</b> A table in one piece must be copied when it is full, and a client waits: a tenth of a second for ten
 * million fields. Here a field that is added moves at most a page, and once in a long time the references of the
 * directory, of which there is one for about twenty fields.
 *
 * <p><b>Order.</b> Pages lie in the order of their fields' hashes, however they are split and merged. So a
 * {@linkplain #scan walk in steps} that remembers how far it has come by the hash meets every field that is there all
 * the while exactly once.
 *
 * <p><b>Memory.</b> Some eight bytes for a field with its value, besides their own; a chained table of Redis takes
 * about sixty.
 *
 * <p>Not thread-safe; guarded by the lock of the shard.
 */
final class FieldTable {

    /** What is behind the last position. */
    private static final long END = 1L << Integer.SIZE;
    /** Two neighbours with no more fields than this become one page. */
    private static final int MOST_MERGED_FIELDS = FieldPage.MOST_FIELDS / 2;
    /** More pages than Java can count fields for; only a hash that is no good would come so far. */
    private static final int MOST_DEPTH = 27;

    private static final int REFERENCE_BYTES = 4;
    private static final int FIRST_PAGE_BYTES = 256;

    private final SeededHash hash;
    private final LongStrings longs;
    private byte[][] directory;
    private int depth;
    /** How many pages have the depth of the directory. */
    private int deepestPages;

    private int size;
    private long pageBytes;

    private byte[] foundPage;
    private int foundIndex;
    private long foundHash;

    FieldTable(SeededHash hash) {
        this.hash = hash;
        longs = new LongStrings();
        byte[] page = FieldPage.create(0, FIRST_PAGE_BYTES);
        directory = new byte[][] {page};
        deepestPages = 1;
        foundPage = page;
        pageBytes = FieldPage.heapBytes(page);
    }

    /** A table with the same fields. */
    FieldTable(FieldTable other) {
        hash = other.hash;
        longs = new LongStrings(other.longs);
        directory = new byte[other.directory.length][];
        depth = other.depth;
        deepestPages = other.deepestPages;
        size = other.size;
        pageBytes = other.pageBytes;
        for (int entry = 0; entry < directory.length; entry = other.behind(entry)) {
            Arrays.fill(directory, entry, other.behind(entry), other.directory[entry].clone());
        }
        foundPage = directory[0];
    }

    int size() {
        return size;
    }

    /** {@return how many bytes of the heap this takes} */
    long heapBytes() {
        return pageBytes + longs.heapBytes() + (long) directory.length * REFERENCE_BYTES;
    }

    // ---- one field

    /** Finds a field. {@return whether it is there; {@code place} says where, then} */
    boolean find(Slice field, FieldPlace place) {
        foundHash = hash.of(field);
        foundPage = directory[index(foundHash)];
        foundIndex = FieldPage.find(foundPage, field, foundHash, longs);
        if (foundIndex == FieldPage.NOT_FOUND) {
            return false;
        }
        FieldPage.read(foundPage, foundIndex, longs, place);
        return true;
    }

    /** Gives the field found last another value. */
    void replace(Slice value) {
        exchange(foundPage, FieldPage.replace(foundPage, foundIndex, value, longs));
    }

    /** Adds the field that was sought last and is not there. */
    void add(Slice field, Slice value) {
        while (FieldPage.count(foundPage) == FieldPage.MOST_FIELDS) {
            split(foundPage, foundHash);
            foundPage = directory[index(foundHash)];
        }
        exchange(foundPage, FieldPage.add(foundPage, field, value, foundHash, longs));
        size++;
    }

    /** Removes the field found last. */
    void remove() {
        exchange(foundPage, FieldPage.remove(foundPage, foundIndex, longs));
        size--;
        boolean merged = true;
        while (merged) {
            merged = merge(directory[index(foundHash)], foundHash);
        }
    }

    // ---- pages

    /** {@return the entry of the directory for a hash} */
    private int index(long ofHash) {
        // In two steps, because a shift by 64 would be none.
        return (int) (ofHash >>> 1 >>> (Long.SIZE - 1 - depth));
    }

    /** Has the directory lead to another array in place of one, which the field sought last belongs to. */
    @SuppressWarnings("ReferenceEquality") // A page is itself.
    private void exchange(byte[] before, byte[] now) {
        if (before != now) {
            pageBytes += now.length - before.length;
            lead(foundHash, now);
            foundPage = now;
        }
    }

    /** Has all entries for the hashes that a page is for lead to it. */
    private void lead(long anyHash, byte[] page) {
        int shared = depth - FieldPage.depth(page);
        int first = index(anyHash) >>> shared << shared;
        Arrays.fill(directory, first, first + (1 << shared), page);
    }

    private void split(byte[] page, long anyHash) {
        if (FieldPage.depth(page) == depth) {
            grow();
        }
        byte[] lower = FieldPage.half(page, false, longs, hash);
        byte[] upper = FieldPage.half(page, true, longs, hash);
        long bit = Long.MIN_VALUE >>> FieldPage.depth(page);
        lead(anyHash & ~bit, lower);
        lead(anyHash | bit, upper);
        pageBytes += FieldPage.heapBytes(lower) + FieldPage.heapBytes(upper) - FieldPage.heapBytes(page);
        if (FieldPage.depth(lower) == depth) {
            deepestPages += 2;
        }
    }

    private void grow() {
        if (depth == MOST_DEPTH) {
            throw new IllegalStateException("a hash has more fields than the hash function tells apart");
        }
        byte[][] twice = new byte[2 * directory.length][];
        for (int i = 0; i < directory.length; i++) {
            twice[2 * i] = directory[i];
            twice[2 * i + 1] = directory[i];
        }
        directory = twice;
        depth++;
        deepestPages = 0;
    }

    /** Merges a page with its neighbour if there is little in them. {@return whether it did} */
    private boolean merge(byte[] page, long anyHash) {
        int own = FieldPage.depth(page);
        if (own == 0 || FieldPage.count(page) > MOST_MERGED_FIELDS / 2) {
            return false;
        }
        long bit = Long.MIN_VALUE >>> (own - 1);
        byte[] neighbour = directory[index(anyHash ^ bit)];
        boolean few = FieldPage.count(page) + FieldPage.count(neighbour) <= MOST_MERGED_FIELDS;
        if (FieldPage.depth(neighbour) != own || !few) {
            return false;
        }
        byte[] both = FieldPage.merged(page, neighbour);
        lead(anyHash, both);
        pageBytes += FieldPage.heapBytes(both) - FieldPage.heapBytes(page) - FieldPage.heapBytes(neighbour);
        if (own == depth) {
            deepestPages -= 2;
            if (deepestPages == 0) {
                shrink();
            }
        }
        return true;
    }

    private void shrink() {
        while (deepestPages == 0 && depth > 0) {
            byte[][] half = new byte[directory.length / 2][];
            for (int i = 0; i < half.length; i++) {
                half[i] = directory[2 * i];
            }
            directory = half;
            depth--;
            for (byte[] page : half) {
                deepestPages += FieldPage.depth(page) == depth ? 1 : 0;
            }
        }
    }

    // ---- all fields

    /**
     * Goes on in a walk over all fields, during which nothing changes. {@code place} says where the next one lies.
     *
     * @param from 0, or what the last call returned
     * @return where to go on from, or -1 if there was no more
     */
    long next(long from, FieldPlace place) {
        int entry = (int) (from / FieldPage.MOST_FIELDS);
        int index = (int) (from % FieldPage.MOST_FIELDS);
        while (entry < directory.length) {
            byte[] page = directory[entry];
            if (index < FieldPage.count(page)) {
                FieldPage.read(page, index, longs, place);
                int behind = index + 1;
                return behind < FieldPage.MOST_FIELDS
                        ? (long) entry * FieldPage.MOST_FIELDS + behind
                        : (long) behind(entry) * FieldPage.MOST_FIELDS;
            }
            entry = behind(entry);
            index = 0;
        }
        return -1;
    }

    /** {@return the entry of the directory behind those that lead to the page of an entry} */
    private int behind(int entry) {
        return entry + (1 << (depth - FieldPage.depth(directory[entry])));
    }

    /**
     * Visits the fields of a page, from a position on.
     *
     * @param position 0, or what an earlier call returned
     * @param place says of each where it is
     * @param visitor is called for each
     * @return the position to go on from, or 0 if that was the last page
     */
    long scan(long position, FieldPlace place, Runnable visitor) {
        long from = position & (END - 1);
        byte[] page = directory[index(from << Integer.SIZE)];
        long span = END >>> FieldPage.depth(page);
        long begin = from & -span;
        for (int i = 0; i < FieldPage.count(page); i++) {
            // A page that was merged since begins before the position: what lies there was visited.
            if (from == begin || FieldPage.hash(page, i, longs, hash) >>> Integer.SIZE >= from) {
                FieldPage.read(page, i, longs, place);
                visitor.run();
            }
        }
        return (begin + span) & (END - 1);
    }

    /**
     * Picks one of the fields, each as likely as any other. {@code place} says where it is. There must be one.
     *
     * @return a number that only this field has, until the hash changes
     */
    long pick(RandomGenerator random, FieldPlace place) {
        while (true) {
            // A page that many entries lead to is met more often, and has so many times as many places to hit.
            int entry = random.nextInt(directory.length);
            byte[] page = directory[entry];
            int shared = depth - FieldPage.depth(page);
            long hit = random.nextLong((long) FieldPage.MOST_FIELDS << shared);
            if (hit < FieldPage.count(page)) {
                FieldPage.read(page, (int) hit, longs, place);
                return (long) (entry >>> shared << shared) * FieldPage.MOST_FIELDS + hit;
            }
        }
    }
}
