package dev.mortise.runtime.isolation;

import dev.mortise.api.AsyncBody;
import dev.mortise.api.Batch;
import dev.mortise.api.CallResult;
import dev.mortise.api.Command;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Keyspace;
import dev.mortise.api.Reply;
import dev.mortise.api.ReplyBody;
import dev.mortise.api.Request;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostRequest;
import java.time.Duration;

/**
 * A request that watches over what it lends: of no use when the call is over, nor for another thread, and neither is
 * what was got from it.
 *
 * <p>Stands before the real one in tests. In production there is none, so that the JVM knows one request only.
 */
final class WatchedRequest implements HostRequest {

    private final Request request;
    private final Loan loan;

    WatchedRequest(Request request, Loan loan) {
        this.request = request;
        this.loan = loan;
    }

    @Override
    public int size() {
        loan.require();
        return request.size();
    }

    @Override
    public Slice arg(int index) {
        loan.require();
        return loan.lend(request.arg(index));
    }

    @Override
    public int words() {
        loan.require();
        return request.words();
    }

    @Override
    public Slice word(int index) {
        loan.require();
        return loan.lend(request.word(index));
    }

    @Override
    public void redact(int index) {
        loan.require();
        request.redact(index);
    }

    @Override
    public boolean redacted(int word) {
        loan.require();
        return request.redacted(word);
    }

    @Override
    public int keys() {
        loan.require();
        return request.keys();
    }

    @Override
    public Slice key(int k) {
        loan.require();
        return loan.lend(request.key(k));
    }

    @Override
    public Entry entry(int k) {
        loan.require();
        return loan.lend(request.entry(k));
    }

    @Override
    public Entry entry(int k, int database) {
        loan.require();
        return loan.lend(request.entry(k, database));
    }

    @Override
    public Entry peek(int k) {
        loan.require();
        return loan.lend(request.peek(k));
    }

    @Override
    public Entry lookUp(int k) {
        loan.require();
        return loan.lend(request.lookUp(k));
    }

    @Override
    public Session session() {
        loan.require();
        return request.session();
    }

    @Override
    public void block(long untilMillis) {
        loan.require();
        request.block(untilMillis);
    }

    @Override
    public boolean canBlock() {
        loan.require();
        return request.canBlock();
    }

    @Override
    public int readyKey(ValueType<?> type, int count) {
        loan.require();
        return request.readyKey(type, count);
    }

    @Override
    public void blockOnKeys(ValueType<?> type, int count, long untilMillis) {
        loan.require();
        request.blockOnKeys(type, count, untilMillis);
    }

    @Override
    public void blockOnChanges(int count, long untilMillis, Command then) {
        loan.require();
        request.blockOnChanges(count, untilMillis, BorrowWatch.ON.around(then));
    }

    @Override
    public void waitOn() {
        loan.require();
        request.waitOn();
    }

    @Override
    public void async(Duration limit, AsyncBody body) {
        loan.require();
        request.async(limit, scope -> watched(body.run(scope)));
    }

    @Override
    public void call(CommandRef command, Reply into, Slice... arguments) {
        loan.require();
        request.call(command, real(into), arguments);
    }

    @Override
    public CallResult call(CommandRef command, Slice... arguments) {
        loan.require();
        return request.call(command, arguments);
    }

    @Override
    public void journal(Slice... words) {
        loan.require();
        request.journal(words);
    }

    @Override
    public void keepIn(Batch batch) {
        loan.require();
        request.keepIn(batch);
    }

    @Override
    public Batch.Outcome run(Batch batch, Reply reply) {
        loan.require();
        return request.run(batch, real(reply));
    }

    @Override
    public void watchKeys() {
        loan.require();
        request.watchKeys();
    }

    @Override
    public boolean timedOut() {
        loan.require();
        return request.timedOut();
    }

    @Override
    public long nowMillis() {
        loan.require();
        return request.nowMillis();
    }

    @Override
    public String commandName() {
        loan.require();
        return request.commandName();
    }

    @Override
    public CommandSpec spec() {
        loan.require();
        return request.spec();
    }

    @Override
    public Server server() {
        loan.require();
        return request.server();
    }

    @Override
    public Keyspace keyspace() {
        loan.require();
        return request.keyspace();
    }

    private static Reply real(Reply reply) {
        return reply instanceof WatchedReply watched ? watched.real() : reply;
    }

    private static ReplyBody watched(ReplyBody body) {
        return reply -> {
            Loan loan = new Loan();
            try {
                body.write(new WatchedReply(reply, loan));
            } finally {
                loan.end();
            }
        };
    }
}
