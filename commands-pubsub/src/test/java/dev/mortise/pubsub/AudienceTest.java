package dev.mortise.pubsub;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.integer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients that come and go in any order: each gets what it listens to, and nobody else's place is lost. */
class AudienceTest {

    private static final int CLIENTS = 40;
    private static final String[] CHANNELS = {"a", "b", "c"};
    private static final String[] PATTERNS = {"*", "a", "[ab]", "?"};

    /** What a client should be listening to. */
    private record Member(TestClient client, Set<String> channels, Set<String> patterns) {
        int copies(String channel) {
            int copies = channels.contains(channel) ? 1 : 0;
            for (String pattern : patterns) {
                boolean fits = !pattern.equals("a") && (!pattern.equals("[ab]") || !channel.equals("c"));
                copies += fits || pattern.equals(channel) ? 1 : 0;
            }
            return copies;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7015})
    void everyoneGetsWhatHeListensTo(long seed) {
        Random random = new Random(seed);
        TestServer server = TestServer.with(new PubsubModule());
        List<Member> members = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            if (members.size() < CLIENTS && random.nextInt(8) == 0) {
                members.add(new Member(server.newClient().protocol(3), new TreeSet<>(), new TreeSet<>()));
            } else if (!members.isEmpty() && random.nextInt(60) == 0) {
                members.remove(random.nextInt(members.size())).client().close();
            } else if (!members.isEmpty()) {
                change(members.get(random.nextInt(members.size())), random);
            }
            if (step % 5 == 0) {
                publish(server, members, CHANNELS[random.nextInt(CHANNELS.length)], "seed " + seed + " step " + step);
            }
        }
        members.forEach(member -> member.client().close());
        assertEquals(ReplyValue.array(), server.send("PUBSUB CHANNELS"));
        assertEquals(integer(0), server.send("PUBSUB NUMPAT"));
    }

    private static void change(Member member, Random random) {
        boolean pattern = random.nextBoolean();
        String[] names = pattern ? PATTERNS : CHANNELS;
        Set<String> own = pattern ? member.patterns() : member.channels();
        String name = names[random.nextInt(names.length)];
        boolean add = random.nextInt(3) > 0;
        member.client().begin((pattern ? "P" : "") + (add ? "SUBSCRIBE " : "UNSUBSCRIBE ") + name);
        member.client().received();
        if (add) {
            own.add(name);
        } else {
            own.remove(name);
        }
    }

    private static void publish(TestServer server, List<Member> members, String channel, String content) {
        int receivers =
                members.stream().mapToInt(member -> member.copies(channel)).sum();
        assertEquals(integer(receivers), server.call("PUBLISH", channel, content), content);
        for (Member member : members) {
            List<ReplyValue> received = member.client().received();
            assertEquals(member.copies(channel), received.size(), content);
            for (ReplyValue each : received) {
                ReplyValue.Push push = (ReplyValue.Push) each;
                assertTrue(push.elements().contains(bulk(content)), content);
            }
        }
    }
}
