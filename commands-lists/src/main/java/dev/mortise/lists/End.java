package dev.mortise.lists;

import dev.mortise.api.Reply;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/** An end of a list. */
enum End {
    /** Where the first element is. */
    LEFT("lpush", "lpop"),
    /** Where the last element is. */
    RIGHT("rpush", "rpop");

    private final String pushed;
    private final String popped;

    End(String pushed, String popped) {
        this.pushed = pushed;
        this.popped = popped;
    }

    /** {@return the end that a word names} */
    static End of(Slice word) {
        if (word.is("LEFT")) {
            return LEFT;
        }
        if (word.is("RIGHT")) {
            return RIGHT;
        }
        throw ServerError.syntax();
    }

    /** {@return what keyspace notifications call a push at this end} */
    String pushed() {
        return pushed;
    }

    /** {@return what keyspace notifications call a pop at this end} */
    String popped() {
        return popped;
    }

    void push(ListValue list, Slice element) {
        if (this == LEFT) {
            list.addFirst(element);
        } else {
            list.addLast(element);
        }
    }

    /** Goes to the element at this end. {@return whether there is one} */
    boolean seek(ListValue list) {
        return list.seek(this == LEFT ? 0 : -1);
    }

    /** Replies the element at this end, which is there, and removes it. */
    void pop(ListValue list, Reply reply) {
        seek(list);
        list.reply(reply);
        remove(list, 1);
    }

    /** Replies as many elements as there are, up to a number, as an array, and removes them. {@return how many} */
    int pop(ListValue list, long most, Reply reply) {
        int count = (int) Math.min(Math.min(most, list.size()), Integer.MAX_VALUE);
        reply.array(count);
        boolean there = seek(list);
        for (int left = count; left > 0 && there; left--) {
            list.reply(reply);
            there = this == LEFT ? list.next() : list.previous();
        }
        remove(list, count);
        return count;
    }

    /** Removes elements at this end. */
    void remove(ListValue list, long count) {
        if (this == LEFT) {
            list.removeFirst(count);
        } else {
            list.removeLast(count);
        }
    }
}
