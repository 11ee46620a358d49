package dev.mortise.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What clients send over and over while a server's processor time is measured.
 *
 * <p>Random words are drawn once for all: every server gets the same requests in the same order.
 *
 * @param name as it is printed and chosen
 * @param preparation requests that are sent once, before, words with spaces between them
 * @param subscribers how many more clients listen to the channel {@code news}
 * @param unit the requests of one unit, which counts as one command; the random numbers are those to use
 */
record CommandLoad(String name, Preparation preparation, int subscribers, Function<Random, List<String>> unit) {

    private static final int KEYS = 100_000;
    private static final int HASH_FIELDS = 50;
    private static final int LIST_ELEMENTS = 100;
    private static final int SUBSCRIBERS = 10;
    private static final String VALUE = "v".repeat(32);

    /** Requests to be sent before, made when they are needed. */
    @FunctionalInterface
    interface Preparation {

        /** None. */
        Preparation NONE = Stream::empty;

        /** {@return the requests} */
        Stream<String> requests();
    }

    /** {@return all there are, in the order of the documentation} */
    static List<CommandLoad> all() {
        Preparation strings = () -> IntStream.range(0, KEYS).mapToObj(i -> "SET key:" + i + " " + VALUE);
        Preparation smallHashes = () -> IntStream.range(0, KEYS)
                .mapToObj(i -> "HSET hash:" + i + " name ann age 33 city berlin mail a@b.org visits 7");
        Preparation largeHash = () -> IntStream.range(0, KEYS).mapToObj(i -> "HSET large field:" + i + " " + VALUE);
        Preparation fifty = () -> Stream.of("HSET fifty"
                + IntStream.range(0, HASH_FIELDS)
                        .mapToObj(i -> " field:" + i + " value:" + i)
                        .reduce("", String::concat));
        Preparation hundred = () -> Stream.of("RPUSH hundred"
                + IntStream.range(0, LIST_ELEMENTS)
                        .mapToObj(i -> " element:" + i)
                        .reduce("", String::concat));
        Preparation filled = () -> IntStream.range(0, 2 * CommandFigures.UNITS / LIST_ELEMENTS)
                .mapToObj(i -> "RPUSH queue" + (" " + VALUE).repeat(LIST_ELEMENTS));
        return List.of(
                load("GET", strings, "GET key:#"),
                load("SET", strings, "SET key:# " + VALUE),
                load("HGET", smallHashes, "HGET hash:# city"),
                load("HSET", smallHashes, "HSET hash:# city london"),
                load("HINCRBY", smallHashes, "HINCRBY hash:# visits 1"),
                load("HGET-large", largeHash, "HGET large field:#"),
                load("HSET-large", largeHash, "HSET large field:# " + VALUE),
                load("HGETALL-50", fifty, "HGETALL fifty"),
                load("LPUSH", Preparation.NONE, "LPUSH queue " + VALUE),
                load("RPUSH", Preparation.NONE, "RPUSH queue " + VALUE),
                load("LPOP", filled, "LPOP queue"),
                load("RPOP", filled, "RPOP queue"),
                load("LRANGE-100", hundred, "LRANGE hundred 0 99"),
                load("MULTI-SET-EXEC", strings, "MULTI", "SET key:# " + VALUE, "EXEC"),
                new CommandLoad(
                        "PUBLISH-10", Preparation.NONE, SUBSCRIBERS, random -> List.of("PUBLISH news " + VALUE)));
    }

    /** Each {@code #} becomes a random number below the number of keys. */
    private static CommandLoad load(String name, Preparation preparation, String... requests) {
        return new CommandLoad(
                name,
                preparation,
                0,
                random -> Stream.of(requests)
                        .map(request -> request.replace("#", Integer.toString(random.nextInt(KEYS))))
                        .toList());
    }
}
