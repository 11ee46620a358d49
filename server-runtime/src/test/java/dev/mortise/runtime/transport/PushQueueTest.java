package dev.mortise.runtime.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PushQueueTest {

    private static final int THREADS = 3;
    private static final int MESSAGES = 20_000;
    /** What a message of three bytes counts for. */
    private static final long MESSAGE_BYTES = 27;

    private final PushQueue queue = new PushQueue();

    private static byte[] message(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private @Nullable String poll() {
        byte[] message = queue.poll();
        return message == null ? null : new String(message, StandardCharsets.US_ASCII);
    }

    private List<String> rest() {
        List<String> rest = new ArrayList<>();
        for (String next = poll(); next != null; next = poll()) {
            rest.add(next);
        }
        return rest;
    }

    @Test
    void messagesComeInTheOrderInWhichTheyWereAddedWhereverThatWas() {
        queue.add(message("a"));
        queue.add(message("b"));
        queue.addOnLoop(message("c"));
        queue.addOnLoop(message("d"));
        queue.add(message("e"));
        assertEquals("a", poll());
        queue.addOnLoop(message("f"));
        queue.add(message("g"));
        assertEquals(List.of("b", "c", "d", "e", "f", "g"), rest());
    }

    @Test
    void theLoopIsCalledOnceUntilItComes() {
        assertTrue(queue.add(message("a")));
        assertFalse(queue.add(message("b")));
        queue.loopCame();
        assertTrue(queue.add(message("c")), "it may have looked already");
        queue.loopCame();
        assertTrue(queue.addOnLoop(message("d")));
        assertFalse(queue.addOnLoop(message("e")));
        queue.loopCame();
        assertTrue(queue.addOnLoop(message("f")));
    }

    @Test
    void whatWaitsIsCounted() {
        assertEquals(0, queue.bytes());
        queue.add(message("1234"));
        long one = queue.bytes();
        assertTrue(one > 4, () -> one + " bytes");
        queue.addOnLoop(message("1234"));
        queue.add(message("1234"));
        assertEquals(3 * one, queue.bytes());
        assertEquals(3, queue.count());
        poll();
        assertEquals(2 * one, queue.bytes());
        assertEquals(2, queue.count());
        rest();
        assertEquals(0, queue.bytes());
        assertEquals(0, queue.count());
    }

    @Test
    void anyNumberOfMessagesIsKeptInOrder() {
        SplittableRandom random = new SplittableRandom(1);
        int added = 0;
        int polled = 0;
        for (int burst = 0; burst < 300; burst++) {
            int most = burst % 50 == 0 ? 5000 : 40;
            for (int left = random.nextInt(most); left > 0; left--) {
                byte[] next = message(Integer.toString(added++));
                if (random.nextBoolean()) {
                    queue.add(next);
                } else {
                    queue.addOnLoop(next);
                }
            }
            assertEquals(added - polled, queue.count());
            for (int left = random.nextInt(most); left > 0 && polled < added; left--) {
                assertEquals(Integer.toString(polled++), poll());
            }
        }
        assertEquals(added - polled, rest().size());
        assertNull(queue.poll());
    }

    /** What each thread adds stays in order, the loop is called for the last of it, and no message counts twice. */
    @Test
    void nothingIsLostBetweenThreads() throws InterruptedException {
        Semaphore calls = new Semaphore(0);
        AtomicInteger added = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int k = 0; k < MESSAGES; k++) {
                    added.incrementAndGet();
                    if (queue.add(new byte[] {(byte) thread, (byte) k, (byte) (k >>> 8)})) {
                        calls.release();
                    }
                }
            }));
        }
        int[] next = new int[THREADS + 1];
        int seen = 0;
        int own = 0;
        while (seen < THREADS * MESSAGES + own) {
            calls.acquire();
            queue.loopCame();
            long waiting = queue.bytes();
            int most = added.get() + own - seen;
            assertTrue(waiting <= (long) most * MESSAGE_BYTES, () -> waiting + " bytes of " + most + " messages");
            if (queue.addOnLoop(new byte[] {THREADS, (byte) own, (byte) (own >>> 8)})) {
                queue.loopCame();
            }
            own++;
            for (byte[] message = queue.poll(); message != null; message = queue.poll()) {
                int thread = message[0];
                int number = Byte.toUnsignedInt(message[1]) | Byte.toUnsignedInt(message[2]) << Byte.SIZE;
                assertEquals(next[thread] & 0xFFFF, number, () -> "of thread " + thread);
                next[thread]++;
                seen++;
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(queue.poll());
        assertEquals(0, queue.bytes());
    }
}
