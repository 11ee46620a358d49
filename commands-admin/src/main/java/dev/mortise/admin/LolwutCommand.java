package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import java.util.SplittableRandom;

/**
 * {@code LOLWUT [VERSION version] [columns [rows [seed]]]}: a picture, and the version of Redis.
 *
 * <p>Ours is a floor of tiles, each laid one of two ways at random, whose lines join into paths: the tiling of
 * Sébastien Truchet, 1704. The same seed gives the same floor. Redis draws other pictures for other versions; here it
 * is this one for any. What is no number takes the place of none, but where Redis would have refused it.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Truchet_tile">Truchet tiles</a>
 */
final class LolwutCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LOLWUT")
            .args(0, CommandSpec.MANY)
            .flags(Flag.READONLY, Flag.FAST)
            .group("server")
            .since("5.0.0")
            .complexity("")
            .summary("Draws a picture, and tells the version.")
            .arguments(Argument.integer("version").after("VERSION").optional())
            .build();

    private static final int COLUMNS = 66;
    private static final int ROWS = 8;
    private static final int MOST = 1000;

    @Override
    public void execute(Request request, Reply reply) {
        boolean versioned = request.size() >= 2 && request.arg(0).is("VERSION");
        int first = versioned ? 2 : 0;
        if (versioned) {
            requireNumbers(request, first, arguments(request.arg(1).asLong()));
        }
        long columns = number(request, first, COLUMNS);
        long rows = number(request, first + 1, ROWS);
        long seed = number(request, first + 2, request.server().nowMicros());
        StringBuilder picture = new StringBuilder();
        draw(Math.clamp(columns, 1, MOST), Math.clamp(rows, 1, MOST), new SplittableRandom(seed), picture);
        picture.append("\nRedis ver. ").append(request.server().redisVersion()).append('\n');
        reply.verbatim(picture.toString());
    }

    /** {@return how many arguments the picture of a version has in Redis} */
    private static int arguments(long version) {
        return version == 5 ? 3 : version == 6 ? 2 : 0;
    }

    private static void requireNumbers(Request request, int first, int count) {
        for (int i = first; i < Math.min(first + count, request.size()); i++) {
            var _ = request.arg(i).asLong();
        }
    }

    private static long number(Request request, int index, long otherwise) {
        return index < request.size() && request.arg(index).isLong()
                ? request.arg(index).asLong()
                : otherwise;
    }

    private static void draw(int columns, int rows, SplittableRandom random, StringBuilder picture) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                picture.append(random.nextBoolean() ? '╱' : '╲');
            }
            picture.append('\n');
        }
    }
}
