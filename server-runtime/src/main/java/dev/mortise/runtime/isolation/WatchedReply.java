package dev.mortise.runtime.isolation;

import dev.mortise.api.Message;
import dev.mortise.api.Reply;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.HostReply;

/** A reply that can be written during the call and by its thread only. */
final class WatchedReply implements HostReply {

    private final Reply reply;
    private final Loan loan;

    WatchedReply(Reply reply, Loan loan) {
        this.reply = reply;
        this.loan = loan;
    }

    @Override
    public void ok() {
        loan.require();
        reply.ok();
    }

    @Override
    public void status(String text) {
        loan.require();
        reply.status(text);
    }

    @Override
    public void integer(long value) {
        loan.require();
        reply.integer(value);
    }

    @Override
    public void number(double value) {
        loan.require();
        reply.number(value);
    }

    @Override
    public void bigNumber(String digits) {
        loan.require();
        reply.bigNumber(digits);
    }

    @Override
    public void bool(boolean value) {
        loan.require();
        reply.bool(value);
    }

    @Override
    public void nil() {
        loan.require();
        reply.nil();
    }

    @Override
    public void nilArray() {
        loan.require();
        reply.nilArray();
    }

    @Override
    public void bulk(Slice bytes) {
        loan.require();
        reply.bulk(bytes);
    }

    @Override
    public void bulk(Slice bytes, int from, int count) {
        loan.require();
        reply.bulk(bytes, from, count);
    }

    @Override
    public void bulk(byte[] bytes) {
        loan.require();
        reply.bulk(bytes);
    }

    @Override
    public void bulk(byte[] bytes, int from, int count) {
        loan.require();
        reply.bulk(bytes, from, count);
    }

    @Override
    public void bulk(String text) {
        loan.require();
        reply.bulk(text);
    }

    @Override
    public void verbatim(String text) {
        loan.require();
        reply.verbatim(text);
    }

    @Override
    public void error(ServerError error) {
        loan.require();
        reply.error(error);
    }

    @Override
    public void array(int size) {
        loan.require();
        reply.array(size);
    }

    @Override
    public void map(int size) {
        loan.require();
        reply.map(size);
    }

    @Override
    public void set(int size) {
        loan.require();
        reply.set(size);
    }

    @Override
    public void push(int size) {
        loan.require();
        reply.push(size);
    }

    @Override
    public void answer(Message message) {
        loan.require();
        reply.answer(message);
    }

    @Override
    public int openArray() {
        loan.require();
        return reply.openArray();
    }

    @Override
    public void closeArray(int mark) {
        loan.require();
        reply.closeArray(mark);
    }

    @Override
    public void attributes(int size) {
        loan.require();
        reply.attributes(size);
    }

    @Override
    public int protocol() {
        loan.require();
        return reply.protocol();
    }

    /** {@return the reply that this one stands before} */
    Reply real() {
        return reply;
    }
}
