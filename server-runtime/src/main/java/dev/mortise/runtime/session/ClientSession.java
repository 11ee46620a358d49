package dev.mortise.runtime.session;

import dev.mortise.api.Message;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionMode;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Slice;
import dev.mortise.api.internal.HostSession;
import dev.mortise.runtime.command.PluginSlot;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.resp.EncodedMessage;
import dev.mortise.runtime.resp.ReplyWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one client's connection.
 *
 * <p>Written by the event loop that serves the connection, and by nobody else except for {@link #kill}. Other threads
 * read it for {@code CLIENT LIST}; what they see may be a moment old, which is why the fields are volatile only where
 * a write is rare and being late would matter.
 */
public final class ClientSession implements HostSession {

    private static final int RESP2 = 2;
    private static final ServerError BAD_NAME =
            ServerError.err("Client names cannot contain spaces, newlines or special characters.");

    private final long id;
    private final Connection connection;
    private final Gatekeeper gatekeeper;
    private final SessionSlots slots;
    private final long connectedAtMillis;

    private String name = "";
    private String libraryName = "";
    private String libraryVersion = "";
    private @Nullable String user;
    private int database;
    private int protocol = RESP2;
    private long lastActiveMillis;
    private @Nullable RegisteredCommand lastCommand;
    private @Nullable ReplyWriter reply;
    private Kind kind = Kind.NORMAL;
    private boolean noEvict;
    private boolean closesAfterReply;
    private int omittedReplies;
    /** What plugins remember of this client, by the index of the slot; made with the first. */
    private @Nullable Object @Nullable [] remembered;

    /** Who decides about the client's requests; null if nobody does. */
    private @Nullable EnteredMode mode;

    private @Nullable SessionFigures figures;

    private final SessionWatch watch = new SessionWatch();
    private final Suspension suspension = new Suspension();

    private volatile boolean killed;

    ClientSession(long id, Connection connection, Gatekeeper gatekeeper, SessionSlots slots, long nowMillis) {
        this.id = id;
        this.connection = connection;
        this.gatekeeper = gatekeeper;
        this.slots = slots;
        this.connectedAtMillis = nowMillis;
        this.lastActiveMillis = nowMillis;
    }

    /** Asks who the client is, when all else is in place. */
    void connected() {
        user = gatekeeper.userOnConnect(this);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public void kind(Kind newKind) {
        kind = newKind;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void name(String newName) {
        requirePrintable(newName, BAD_NAME);
        name = newName;
    }

    String libraryName() {
        return libraryName;
    }

    @Override
    public void libraryName(String newName) {
        requirePrintable(newName, ServerError.err("lib-name cannot contain spaces, newlines or special characters."));
        libraryName = newName;
    }

    String libraryVersion() {
        return libraryVersion;
    }

    @Override
    public void libraryVersion(String newVersion) {
        requirePrintable(newVersion, ServerError.err("lib-ver cannot contain spaces, newlines or special characters."));
        libraryVersion = newVersion;
    }

    private static void requirePrintable(String text, ServerError otherwise) {
        if (!text.chars().allMatch(c -> c >= '!' && c <= '~')) {
            throw otherwise;
        }
    }

    @Override
    public String address() {
        return connection.address();
    }

    @Override
    public String localAddress() {
        return connection.localAddress();
    }

    @Override
    public @Nullable String user() {
        return user;
    }

    /** {@return whether the client may send commands that need a user} */
    public boolean authenticated() {
        return user != null;
    }

    @Override
    public boolean authenticate(String userName, Slice password) {
        boolean accepted = gatekeeper.accept(this, userName, password);
        if (accepted) {
            user = userName;
        }
        return accepted;
    }

    @Override
    public void user(String newUser) {
        if (newUser.isEmpty()) {
            throw new IllegalArgumentException("a user needs a name");
        }
        user = newUser;
    }

    @Override
    @SuppressWarnings("unchecked") // What lies at an index was put there by its slot.
    public <T> T get(SessionSlot<T> slot) {
        PluginSlot<T> place = (PluginSlot<T>) slot;
        @Nullable Object[] values = remembered();
        Object value = values[place.index()];
        if (value == null) {
            value = Objects.requireNonNull(place.initial().get(), "a session slot starts with nothing");
            values[place.index()] = value;
        }
        return (T) value;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // What is equal may still be something else to be given up.
    public <T> void set(SessionSlot<T> slot, T value) {
        PluginSlot<T> place = (PluginSlot<T>) slot;
        @Nullable Object[] values = remembered();
        Object before = values[place.index()];
        values[place.index()] = Objects.requireNonNull(value, "a session slot holds something");
        if (before != null && before != value) {
            slots.end(place, before);
        }
    }

    private @Nullable Object[] remembered() {
        @Nullable Object[] values = remembered;
        if (values == null) {
            values = new Object[slots.count()];
            remembered = values;
        }
        return values;
    }

    private void forget() {
        @Nullable Object[] values = remembered;
        remembered = null;
        if (values != null) {
            slots.endAll(values);
        }
    }

    @Override
    public <M extends SessionMode> void enter(SessionSlot<M> slot) {
        PluginSlot<M> place = (PluginSlot<M>) slot;
        if (!EnteredMode.contains(mode, place)) {
            mode = new EnteredMode(place.watch().aroundMode(get(slot)), place, mode);
        }
    }

    @Override
    public void leave(SessionSlot<? extends SessionMode> slot) {
        mode = EnteredMode.without(mode, (PluginSlot<? extends SessionMode>) slot);
    }

    /** {@return who decides about the client's requests, or null if nobody does} */
    public @Nullable EnteredMode mode() {
        return mode;
    }

    @Override
    public void figure(Figure figure, long value) {
        SessionFigures known = figures;
        if (known == null) {
            known = new SessionFigures();
            figures = known;
        }
        known.set(figure, value);
    }

    /** {@return what a module has said of this session, or what is so without} */
    long figure(Figure figure) {
        SessionFigures known = figures;
        return known == null ? SessionFigures.initial(figure) : known.get(figure);
    }

    /** {@return what the client watches} */
    public SessionWatch watch() {
        return watch;
    }

    @Override
    public void unwatchKeys() {
        watch.end();
    }

    /** Does what is to be done when the connection has ended. For its event loop, once. */
    void ended() {
        unwatchKeys();
        mode = null;
        suspension.abandon();
        slots.disconnected(this);
        forget();
    }

    @Override
    public int database() {
        return database;
    }

    @Override
    public void database(int number) {
        database = number;
    }

    @Override
    public int protocol() {
        return protocol;
    }

    @Override
    public void protocol(int version) {
        protocol = version;
        if (reply != null) {
            reply.protocol(version);
        }
    }

    /**
     * Says where the replies to this client go while its commands run, so that a change of protocol and what is pushed
     * by them take effect at once.
     *
     * @param writer null when none of its commands runs any more
     */
    public void speakThrough(@Nullable ReplyWriter writer) {
        ReplyWriter last = reply;
        if (last != null) {
            last.messagesFrom(null);
        }
        if (writer != null) {
            writer.messagesFrom(connection);
        }
        reply = writer;
    }

    @Override
    public boolean push(Message message) {
        if (killed) {
            return false;
        }
        byte[] bytes = ((EncodedMessage) message).bytes(protocol);
        if (connection.servedByThisThread()) {
            ReplyWriter writer = reply;
            // A reply that is about to be left out would take with it what stands behind it.
            if (writer != null && (omittedReplies == 0 || writer.untouched()) && writer.insert(bytes)) {
                return true;
            }
        }
        return connection.push(bytes);
    }

    @Override
    public void omitReplies(int count) {
        omittedReplies = count;
    }

    @Override
    public int omittedReplies() {
        return omittedReplies;
    }

    /** Counts a command to which no reply was sent. */
    public void omittedReply() {
        if (omittedReplies != ALL_REPLIES) {
            omittedReplies--;
        }
    }

    @Override
    public void noEvict(boolean spared) {
        noEvict = spared;
    }

    /** {@return whether it is spared when clients use too much memory} */
    public boolean noEvict() {
        return noEvict;
    }

    /** {@return whether and why nothing more of this client is executed for now} */
    public Suspension suspension() {
        return suspension;
    }

    /** {@return whether nothing more may be executed for now: the client waits, or is to be closed} */
    public boolean stops() {
        return closesAfterReply || suspension.waiting() != null;
    }

    /** {@return about how much memory the client's waiting and watching takes} */
    public long waitingBytes() {
        return watch.bytes() + suspension.bytes();
    }

    /** {@return all the memory that there is because of this client} */
    long heldBytes() {
        return connection.memory().totalBytes() + keptBytes();
    }

    /** {@return how much memory the requests take that a mode keeps for later} */
    public long queuedBytes() {
        return figure(Figure.QUEUED_BYTES);
    }

    /** {@return how much memory modules keep for this client} */
    public long keptBytes() {
        SessionFigures known = figures;
        return known == null ? 0 : known.get(Figure.QUEUED_BYTES) + known.get(Figure.SUBSCRIBED_BYTES);
    }

    @Override
    public boolean unblock(boolean withError) {
        boolean ended = suspension.unblock(withError);
        if (ended) {
            connection.wake();
        }
        return ended;
    }

    @Override
    public void reset() {
        kind = Kind.NORMAL;
        // Of those left out one by one the running command's stays so, as in Redis.
        omittedReplies = omittedReplies == ALL_REPLIES ? 0 : Math.min(1, omittedReplies);
        name = "";
        database = 0;
        protocol(RESP2);
        mode = null;
        figures = null;
        unwatchKeys();
        forget();
        user = gatekeeper.userOnConnect(this);
    }

    @Override
    public void closeAfterReply() {
        closesAfterReply = true;
    }

    /** {@return whether the connection ends with the replies written so far} */
    public boolean closesAfterReply() {
        return closesAfterReply;
    }

    @Override
    public void kill() {
        killed = true;
        connection.close();
    }

    /** {@return whether nothing more of this client is to be executed} */
    public boolean killed() {
        return killed;
    }

    public Connection connection() {
        return connection;
    }

    /** Notes that the client has sent something. */
    public void active(long nowMillis) {
        lastActiveMillis = nowMillis;
    }

    /** {@return when the client last sent something} */
    public long lastActiveMillis() {
        return lastActiveMillis;
    }

    /** Notes what the client has asked for last. */
    public void lastCommand(RegisteredCommand command) {
        lastCommand = command;
    }

    @Override
    public String describe() {
        return SessionLine.of(this, connectedAtMillis, lastCommand == null ? "NULL" : lastCommand.fullName());
    }
}
