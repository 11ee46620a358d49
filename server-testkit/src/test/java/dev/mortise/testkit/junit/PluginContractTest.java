package dev.mortise.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Each contract finds the plugin that breaks it, and says what to do. */
@SuppressWarnings("JUnitMethodInvoked") // contracts are tests themselves, and here what is tested
class PluginContractTest {

    private static final List<String> CALLS =
            List.of("TALLY.ADD fruit apple pear", "TALLY.GET fruit", "TALLY.ADD fruit apple", "TALLY.CLEAR none");

    @TempDir
    private Path golden;

    /** The contract of some plugin, for the same calls. */
    private static class Contract extends PluginContract {

        private final CommandModule module;
        private final List<String> calls;
        private final Path golden;

        Contract(CommandModule module, List<String> calls, Path golden) {
            this.module = module;
            this.calls = calls;
            this.golden = golden;
        }

        /** One object, configured several times; these do not mind. */
        @Override
        protected CommandModule module() {
            return module;
        }

        @Override
        protected List<String> calls() {
            return calls;
        }

        @Override
        protected Path goldenFiles() {
            return golden;
        }

        @Override
        protected List<String> refusals() {
            return List.of("TALLY.ADD fruit");
        }
    }

    private Contract contract(CommandModule module) {
        return new Contract(module, CALLS, golden);
    }

    private static TallyModule withType(TallyModule.TallyType type) {
        return new TallyModule() {
            @Override
            ValueType<Map<String, Long>> type() {
                return type;
            }
        };
    }

    private static void assertFails(String part, Executable contract) {
        String message =
                String.valueOf(assertThrows(AssertionError.class, contract).getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void findsCommandsThatAreNotCalled() {
        Contract contract = new Contract(new TallyModule(), List.of("tally.add k a", "TALLY.GET k"), golden);

        assertFails("calls() has none of [tally.clear]", contract::everyCommandIsCalled);
    }

    @Test
    void findsCallsOfNothing() {
        Contract contract = new Contract(new TallyModule(), List.of("TALY.ADD k a"), golden);

        assertFails("'TALY.ADD k a' among calls() calls no command", contract::everyCommandIsCalled);
    }

    @Test
    void findsCallsThatAnswerErrors() {
        Contract contract = new Contract(new TallyModule(), List.of("TALLY.ADD k"), golden);

        assertFails("answers the error 'ERR wrong number of arguments", contract::callsAreAnswered);
    }

    @Test
    void findsWhatFails() {
        Contract contract = contract(new TallyModule() {
            @Override
            void get(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                throw new IllegalStateException("not today");
            }
        });

        assertFails(
                "'TALLY.GET fruit' fails: ERR internal error in plugin 'dev.mortise.testkit' (IllegalStateException)",
                contract::callsAreAnswered);
    }

    @Test
    void findsWhatIsKept() {
        Contract contract = contract(new TallyModule() {
            private final Map<String, Slice> last = new HashMap<>();

            @Override
            void add(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                Slice before = last.put("word", request.arg(1));
                if (before != null && before.utf8().isEmpty()) {
                    throw ServerError.err("an empty word");
                }
                super.add(request, reply, type);
            }
        });

        assertFails("'TALLY.ADD fruit apple' fails", contract::callsAreAnswered);
    }

    @Test
    void findsWhatIsToldInOneProtocolOnly() {
        Contract contract = contract(new TallyModule() {
            @Override
            void get(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                if (reply.protocol() == 2) {
                    reply.nil();
                } else {
                    super.get(request, reply, type);
                }
            }
        });

        assertFails(
                "'TALLY.GET fruit' answers null in RESP2, and in RESP3 [string, integer, string, integer]",
                contract::bothProtocolsTellTheSame);
    }

    @Test
    void findsDocumentationThatIsWrong() {
        Contract contract = contract(new TallyModule() {
            @Override
            Argument words() {
                return Argument.string("word").optional();
            }
        });

        assertFails(
                "tally.add takes 2 or more arguments, and documents 1 to 2: correct args() or arguments()",
                contract::documentedArgumentsAreThoseAccepted);
    }

    @Test
    void findsThatDocumentationIsNotWrongAnyMore() {
        Contract contract = new Contract(new TallyModule(), CALLS, golden) {
            @Override
            protected Set<String> commandsDocumentedOtherwise() {
                return Set.of("TALLY.ADD");
            }
        };

        assertFails("commandsDocumentedOtherwise() has [TALLY.ADD]", contract::documentedArgumentsAreThoseAccepted);
    }

    @Test
    void findsRefusalsThatChangeSomething() {
        Contract contract =
                new Contract(
                        new TallyModule() {
                            @Override
                            void add(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                                super.add(request, reply, type);
                                if (request.arg(1).utf8().equals("radish")) {
                                    throw ServerError.err("no fruit");
                                }
                            }
                        },
                        CALLS,
                        golden) {
                    @Override
                    protected List<String> refusals() {
                        return List.of("TALLY.ADD fruit radish");
                    }
                };

        assertFails(
                "after 'TALLY.ADD fruit radish', which answers an error: the key 0:fruit was",
                contract::refusalsChangeNothing);
    }

    @Test
    void findsRefusalsThatAreNone() {
        Contract contract = new Contract(new TallyModule(), CALLS, golden) {
            @Override
            protected List<String> refusals() {
                return List.of("TALLY.GET fruit");
            }
        };

        assertFails("'TALLY.GET fruit' among refusals() answers [", contract::refusalsChangeNothing);
    }

    @Test
    void findsCallsThatAreNotAnswered() {
        Contract contract = contract(new TallyModule() {
            @Override
            void get(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                request.block(request.nowMillis() + 1000);
            }
        });

        assertFails("'TALLY.GET fruit' among calls() is not answered", contract::callsAreAnswered);
    }

    /** Whatever it did to its client, the next call is sent by another. */
    @Test
    void goesOnAfterAConnectionWasClosed() {
        Contract contract = contract(new TallyModule() {
            @Override
            void get(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                super.get(request, reply, type);
                request.session().kill();
            }
        });

        contract.callsAreAnswered();
        contract.bothProtocolsTellTheSame();
        contract.theJournalTellsAllChanges();
    }

    @Test
    void findsArgumentsThatNobodyThoughtOf() {
        Contract contract = contract(new TallyModule() {
            @Override
            void add(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                if (!request.arg(1).utf8().equals("apple")) {
                    reply.integer(Integer.parseInt(request.arg(1).utf8()));
                } else {
                    super.add(request, reply, type);
                }
            }
        });

        assertFails("'tally.add \"\" \"\"' fails: ERR internal error", contract::oddArgumentsAreAnswered);
    }

    @Test
    void findsTypesThatAreNotLookedAt() {
        Contract contract = contract(new TallyModule() {
            @Override
            void add(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                request.entry(0).set(type, type.create());
                reply.integer(0);
            }
        });

        assertFails(
                "'TALLY.ADD fruit apple pear' answers [(integer) 0] if its keys are of another type, not WRONGTYPE",
                contract::otherTypesAreRefused);
    }

    @Test
    void findsChangesOfWhatIsRefused() {
        Contract contract = contract(new TallyModule() {
            @Override
            void add(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                var _ = request.entry(0).remove();
                throw ServerError.wrongType();
            }
        });

        assertFails("has changed the key 'fruit' all the same", contract::otherTypesAreRefused);
    }

    @Test
    void findsValuesThatChangeWhenTheyAreRead() {
        Contract contract = contract(withType(new TallyModule.TallyType() {
            @Override
            public Map<String, Long> read(ValueInput in, int version) {
                Map<String, Long> tally = super.read(in, version);
                tally.replaceAll((_, count) -> count + 1);
                return tally;
            }
        }));

        assertFails("'fruit' changes when it is written and read", contract::valuesAreReadAsTheyWereWritten);
    }

    @Test
    void findsValuesThatCannotBeRead() {
        Contract contract = contract(withType(new TallyModule.TallyType() {
            @Override
            public Map<String, Long> read(ValueInput in, int version) {
                return Map.of("words", in.readLong());
            }
        }));

        assertFails("DamagedValue", contract::valuesAreReadAsTheyWereWritten);
    }

    @Test
    void findsWhatIsNotWritten() {
        Contract contract = contract(withType(new TallyModule.TallyType() {
            @Override
            public void write(Map<String, Long> tally, ValueOutput out) {
                Map<String, Long> once = new HashMap<>(tally);
                once.replaceAll((_, _) -> 1L);
                super.write(once, out);
            }
        }));

        assertFails("after a snapshot and a restart 'TALLY.GET fruit' answers", contract::keysSurviveARestart);
    }

    @Test
    void findsChangesThatAreNotTold() {
        Contract contract = contract(new TallyModule() {
            @Override
            void add(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                Map<String, Long> tally = request.entry(0).getOrCreate(type);
                tally.put(request.arg(1).utf8(), tally.size() + 1L);
                reply.integer(tally.size());
            }
        });

        assertFails("after 'TALLY.ADD fruit apple', done again from the journal", contract::theJournalTellsAllChanges);
    }

    @Test
    void findsChance() {
        Contract contract = contract(new TallyModule() {
            private long calls;

            @Override
            void add(Request request, Reply reply, ValueType<Map<String, Long>> type) {
                calls++;
                request.entry(0).getOrCreate(type).put("call", calls);
                request.entry(0).changed();
                reply.integer(1);
            }
        });

        assertFails("nothing left to chance?", contract::theJournalTellsAllChanges);
    }

    @Test
    void findsReadersThatBelieveEverything() {
        Contract contract = contract(withType(new TallyModule.TallyType() {
            @Override
            public Map<String, Long> read(ValueInput in, int version) {
                long count = in.readLong();
                // As an array of that length would.
                if (count < 0 || count > 1000) {
                    throw new NegativeArraySizeException(Long.toString(count));
                }
                Map<String, Long> tally = new TreeMap<>();
                while (!in.atEnd()) {
                    tally.put(Slice.of(in.readBytes()).utf8(), in.readLong());
                }
                return tally;
            }
        }));

        assertFails("for damaged input: let it throw DamagedValue", contract::damagedValuesAreRefused);
    }

    @Test
    void findsSizesThatAreNegative() {
        Contract contract = contract(withType(new TallyModule.TallyType() {
            @Override
            public long bytes(Map<String, Long> tally) {
                return -1;
            }
        }));

        assertFails("it must not be negative", contract::bytesAreTold);
    }

    @Test
    void findsSizesThatTellNothing() {
        Contract contract = contract(withType(new TallyModule.TallyType() {
            @Override
            public long bytes(Map<String, Long> tally) {
                return tally instanceof HashMap ? 0 : 10_000;
            }

            @Override
            public Map<String, Long> read(ValueInput in, int version) {
                return new HashMap<>(super.read(in, version));
            }
        }));

        assertFails("is 10000, and 0 when it was written and read", contract::bytesAreTold);
    }

    @Test
    void findsCopiesThatShare() {
        Contract contract = contract(withType(new TallyModule.TallyType() {
            @Override
            public Map<String, Long> copy(Map<String, Long> tally) {
                return tally;
            }
        }));

        assertFails("copy() must copy all that can change", contract::copiesShareNothing);
    }

    @Test
    void asksForGoldenFiles() {
        assertFails("-Dmortise.golden=update", contract(new TallyModule())::valuesOfEarlierVersionsAreRead);
    }

    private void writeGolden(String name, String line) throws IOException {
        Files.writeString(golden.resolve(name), "# As it was once.\n" + line + "\n");
    }

    @Test
    void findsFormatsThatHaveChanged() throws IOException {
        writeGolden("tally@test.v1.golden", "0101050161010100");
        contract(new TallyModule()).valuesOfEarlierVersionsAreRead();
        Contract contract = contract(withType(new TallyModule.TallyType() {
            @Override
            public void write(Map<String, Long> tally, ValueOutput out) {
                super.write(tally, out);
                out.writeLong(7);
            }

            @Override
            public Map<String, Long> read(ValueInput in, int version) {
                Map<String, Long> tally = super.read(in, version);
                if (!in.atEnd()) {
                    assertEquals(7, in.readLong());
                }
                return tally;
            }
        }));

        assertFails(
                "writes something else than its version 1 did: raise version()",
                contract::valuesOfEarlierVersionsAreRead);
    }

    @Test
    void findsVersionsThatCannotBeReadAnyMore() throws IOException {
        writeGolden("tally@test.v0.golden", "05016100");
        writeGolden("tally@test.v1.golden", "0101050161010100");

        assertFails(
                "type 'tally@test' cannot read what its version 0 has written (see read())",
                contract(new TallyModule())::valuesOfEarlierVersionsAreRead);
    }

    @Test
    void writesGoldenFilesWhenItIsTold() throws IOException {
        System.setProperty("mortise.golden", "update");
        try {
            contract(new TallyModule()).valuesOfEarlierVersionsAreRead();
        } finally {
            System.clearProperty("mortise.golden");
        }

        assertEquals(
                3, Files.readAllLines(golden.resolve("tally@test.v1.golden")).size());
        contract(new TallyModule()).valuesOfEarlierVersionsAreRead();
    }
}
