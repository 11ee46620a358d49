package dev.mortise.testkit;

import static dev.mortise.testkit.QueueModule.take;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import dev.mortise.api.JournalListener;
import dev.mortise.api.JournalUnit;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.KeyListener;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What follows from the change of a key without the command's doing. */
class ConsequencesTest {

    private final QueueModule module = new QueueModule();
    private final TestServer server = TestServer.with(module);
    private final Keyspace keyspace = server.server().keyspace();

    private List<String> events() {
        return take(module.events);
    }

    private List<String> units() {
        return take(module.units);
    }

    @Nested
    class Events {

        @Test
        void areNamedAfterTheCommandUnlessItSaysOtherwise() {
            server.send("Q.PUSH queue a");
            server.send("Q.PUSH queue b");
            server.send("Q.POP queue");

            assertEquals(
                    List.of("n new 0:queue", "d q.push 0:queue", "d q.push 0:queue", "d popped 0:queue"), events());
        }

        @Test
        void mayHaveAnotherNameForEachKey() {
            server.send("Q.PUSH one a");
            server.send("Q.PUSH one b");
            events();

            server.send("Q.MOVE one other");

            assertEquals(List.of("d taken 0:one", "n new 0:other", "d given 0:other"), events());
        }

        @Test
        void tellOfAValueWithoutContentsThatItIsGone() {
            server.send("Q.PUSH queue a");
            events();

            server.send("Q.POP queue");

            assertEquals(List.of("d popped 0:queue", "g del 0:queue"), events());
        }

        @Test
        void tellOfStringsWithAndWithoutExpiry() {
            server.send("S.SET key value");
            server.send("S.SET key value 10");

            assertEquals(List.of("n new 0:key", "$ set 0:key", "$ set 0:key", "g expire 0:key"), events());
        }

        @Test
        void tellOfTheEndBeforeWhatTheCommandDoes() {
            server.send("S.SET key value 10");
            events();

            server.advance(Duration.ofMillis(10));
            server.send("S.SET key other");

            assertEquals(List.of("x expired 0:key", "n new 0:key", "$ set 0:key"), events());
        }

        @Test
        void tellOfTheEndThatAReaderFindsOrTheBackground() {
            server.send("S.SET one value 10");
            server.send("S.SET other value 10");
            events();

            server.advance(Duration.ofMillis(9));
            server.send("S.GET one");
            assertEquals(List.of(), events());
            server.advance(Duration.ofMillis(1));
            server.send("S.GET one");
            assertEquals(List.of("x expired 0:one", "m keymiss 0:one"), events());
            server.reclaimExpired();
            assertEquals(List.of("x expired 0:other"), events());
        }

        @Test
        void tellOfAMissOnlyIfTheValueWasAskedFor() {
            server.send("S.SET one value");
            server.send("S.TAKE one");
            assertEquals(List.of("n new 0:one", "$ set 0:one", "g del 0:one"), events());

            server.send("S.TAKE one");
            assertEquals(List.of("m keymiss 0:one"), events());
            server.send("Q.POP one");
            assertEquals(List.of(), events());
        }

        @Test
        void comeWhenTheKeysAreUnlocked() {
            module.also = event -> {
                if (event.name().equals("q.push")) {
                    keyspace.write(0, Slice.of("seen"), entry -> {
                        entry.set(Types.STRING, event.key());
                        return "";
                    });
                }
            };

            server.send("Q.PUSH queue a");

            assertEquals(bulk("queue"), server.send("S.GET seen"));
            assertEquals(List.of("n new 0:queue", "d q.push 0:queue", "n new 0:seen", "$ set 0:seen"), events());
        }

        @Test
        void surviveAListenerThatFails() {
            module.also = _ -> {
                throw new IllegalStateException("expected by the test");
            };

            server.send("Q.PUSH queue a");
            server.send("Q.PUSH queue b");

            assertEquals(3, events().size());
        }

        @Test
        void comeToThoseWhoAskLaterAndNoLonger() {
            List<String> names = new ArrayList<>();
            KeyListener listener = event -> names.add(event.name());
            server.send("S.SET key value");
            server.server().listen(EnumSet.of(KeyEvent.Kind.STRING), listener);
            server.send("S.SET key value 10");
            server.server().listen(Set.of(), listener);
            server.send("S.SET key value");

            assertEquals(List.of("set"), names);
        }
    }

    @Nested
    class EmptyValues {

        @Test
        void leaveNoKey() {
            server.send("Q.PUSH queue a");
            assertEquals(1, keyspace.size(0));

            server.send("Q.POP queue");

            assertEquals(0, keyspace.size(0));
        }

        @Test
        void thatWereMadeForNothingAreNoChange() {
            server.send("Q.TOUCH queue");

            assertEquals(0, keyspace.size(0));
            assertEquals(List.of(), events());
            assertEquals(List.of(), units());
        }

        @Test
        void giveTheirMemoryBack() {
            server.send("Q.PUSH queue a");
            server.send("Q.POP queue");
            long before = server.server().memory().heapBytes();
            server.send("Q.PUSH queue a");
            long one = keyspace.read(0, Slice.of("queue"), Entry::memoryBytes);
            server.send("Q.PUSH queue b");
            assertEquals(one + 100, keyspace.read(0, Slice.of("queue"), Entry::memoryBytes));

            server.send("Q.POP queue");
            assertEquals(one, keyspace.read(0, Slice.of("queue"), Entry::memoryBytes));
            server.send("Q.POP queue");

            assertEquals(before, server.server().memory().heapBytes());
        }
    }

    @Nested
    class Units {

        @Test
        void areWhatTheClientSent() {
            server.send("Q.PUSH queue a");
            server.newClient().send("Q.POP queue");

            assertEquals(List.of("1 0: Q.PUSH queue a", "2 0: Q.POP queue"), units());
        }

        @Test
        void areWhatBecameOfTheKeyIfTheSpecSaysSo() {
            server.send("S.SET key value");
            server.send("S.SET key value 10");
            long end = server.nowMillis() + 10;

            assertEquals(List.of("1 0: SET key value", "2 0: SET key value PXAT " + end), units());
        }

        @Test
        void areWhatTheCommandSays() {
            server.send("Q.RANDOM queue");

            assertEquals(List.of("1 0: Q.PUSH queue 4"), units());
        }

        @Test
        void areTheValuesOfACommandThatFailsHalfWay() {
            server.send("Q.PUSH queue a");
            assertEquals(error("ERR failed"), server.send("Q.FAIL queue"));

            assertEquals(List.of("1 0: Q.PUSH queue a", "2 0: queue = queue@test[a, half done]"), units());
        }

        @Test
        void areOnlyOfWhatChangesSomething() {
            server.send("Q.POP missing");
            server.send("S.GET missing");

            assertEquals(List.of(), units());
        }

        @Test
        void ofEndsComeBeforeTheCommandThatMeetsThem() {
            server.send("S.SET key value 10");
            units();
            server.advance(Duration.ofMillis(10));
            server.send("Q.PUSH key a");

            assertEquals(List.of("2 0: DEL key", "3 0: Q.PUSH key a"), units());
        }

        @Test
        void ofACommandAndThoseItCallsAreOne() {
            server.send("Q.TWICE queue a");
            server.send("Q.POP queue");

            assertEquals(List.of("1 0: Q.PUSH queue a; 0: Q.PUSH queue a", "2 0: Q.POP queue"), units());
        }

        @Test
        void tellWhatBecameOfKeysThatTheCommandItselfHasChanged() {
            server.send("Q.BETWEEN queue");

            assertEquals(List.of("1 0: queue = queue@test[before, called, after]"), units());
        }

        @Test
        void tellTheSameOfKeysThatTheCommandItselfHasChangedBefore() {
            server.send("Q.SPREAD queue copy");

            assertEquals(List.of("1 0: copy = queue@test[own]; 0: queue = queue@test[own]"), units());
        }

        @Test
        void doNotRepeatWhatWasCalledFurtherDown() {
            assertEquals(error("ERR failed"), server.send("Q.DEEP queue"));

            assertEquals(List.of("1 0: queue = queue@test[own, called, called]"), units());
        }

        @Test
        void tellOnlyWhatBecameOfKeysOnceACalledCommandHasFailed() {
            assertEquals(ok(), server.send("Q.TRY queue"));

            assertEquals(List.of("1 0: Q.PUSH queue first; 0: queue = queue@test[first, half done, last]"), units());
        }

        @Test
        void ofWhatHasLockedEverythingKeepTheOrder() {
            server.send("Q.REFILL queue");

            assertEquals(List.of("1 0: Q.PUSH queue first; 0: FLUSHDB; 0: Q.PUSH queue last"), units());
        }

        @Test
        void ofKeysThatEndByThemselvesAreTheirEnd() {
            server.send("S.SET key value 10");
            units();
            server.advance(Duration.ofMillis(10));

            server.reclaimExpired();

            assertEquals(List.of("2 0: DEL key"), units());
        }

        @Test
        void ofACommandThatClearsAreOne() {
            server.send("S.SET key value");
            keyspace.write(1, Slice.of("key"), entry -> {
                entry.setInteger(1);
                return "";
            });
            units();

            server.send("S.CLEAR");
            server.send("S.CLEAR");

            assertEquals(List.of("3 0: FLUSHDB; 1: FLUSHDB"), units());
        }
    }

    @Nested
    class ARequiredListenerThatFails {

        private final AtomicBoolean broken = new AtomicBoolean(true);

        private void breakIt() {
            module.journal = new JournalListener() {
                @Override
                public void unit(JournalUnit unit) throws Exception {
                    if (broken.get()) {
                        throw new IOException("no space left");
                    }
                }

                @Override
                public boolean recovered() {
                    return !broken.get();
                }
            };
        }

        @Test
        void stopsWritesUntilItHasRecovered() {
            breakIt();
            server.send("S.SET key lost");

            assertEquals(
                    error("MISCONF Errors writing to the AOF file: no space left"), server.send("S.SET key value"));
            assertEquals(bulk("lost"), server.send("S.GET key"));
            broken.set(false);
            server.send("S.SET key value");
            assertEquals(bulk("value"), server.send("S.GET key"));
            assertEquals(List.of("2 0: SET key value"), units());
        }
    }

    @Nested
    class FromOutsideCommands {

        @Test
        void aChangeHasAllConsequences() {
            long made = keyspace.write(0, Slice.of("key"), entry -> {
                entry.setInteger(7);
                return 7L;
            });

            assertEquals(7, made);
            assertEquals(bulk("7"), server.send("S.GET key"));
            assertEquals(List.of("n new 0:key", "$ set 0:key"), events());
            assertEquals(List.of("1 0: SET key 7"), units());
        }

        @Test
        void severalKeysChangeInOneStep() {
            server.send("S.SET from value");
            units();

            keyspace.atomically(0, List.of(Slice.of("from"), Slice.of("to")), entries -> {
                entries.get(0).moveTo(entries.get(1));
                return "";
            });

            assertEquals(nil(), server.send("S.GET from"));
            assertEquals(List.of("2 0: DEL from; 0: SET to value"), units());
        }

        @Test
        void aReaderMustNotChange() {
            assertThrows(
                    IllegalStateException.class,
                    () -> keyspace.read(0, Slice.of("key"), entry -> {
                        entry.setInteger(7);
                        return "";
                    }));
        }

        @Test
        void aBodyThatFailsHasDoneWhatItHasDone() {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> keyspace.write(0, Slice.of("key"), entry -> {
                        entry.setInteger(7);
                        throw new IllegalArgumentException();
                    }));

            assertEquals(List.of("1 0: SET key 7"), units());
            assertEquals(bulk("7"), server.send("S.GET key"));
        }

        @Test
        void isNotInsideACommandThatDeclaresKeys() {
            ReplyValue refused = server.send("S.OUTSIDE key");

            assertTrue(refused.toString().contains("IllegalStateException"), refused.toString());
        }
    }
}
