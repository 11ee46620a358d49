package dev.mortise.runtime.isolation;

import dev.mortise.api.Command;
import dev.mortise.api.Interceptor;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.SessionMode;
import org.jspecify.annotations.Nullable;

/**
 * Watches, or does not, over what plugins borrow from the host.
 *
 * <p>Whether they are watched is decided once, when commands are registered: what is registered is then either the
 * plugin's own code or something that stands around it. So production pays nothing, not even for asking.
 */
public enum BorrowWatch {
    /** Production: the plugin's code is called as it is. */
    OFF {
        @Override
        public Command around(Command body) {
            return body;
        }

        @Override
        public Interceptor around(Interceptor interceptor) {
            return interceptor;
        }

        @Override
        public SessionMode aroundMode(SessionMode mode) {
            return mode;
        }
    },

    /** Tests, and {@code -Dmortise.check=true}: what is kept too long or given to another thread fails at first use. */
    ON {
        @Override
        public Command around(Command body) {
            return (request, reply) -> {
                Loan loan = new Loan();
                try {
                    body.execute(new WatchedRequest(request, loan), new WatchedReply(reply, loan));
                } finally {
                    loan.end();
                }
            };
        }

        @Override
        public Interceptor around(Interceptor interceptor) {
            return new Interceptor() {
                @Override
                public void before(Request request) throws Exception {
                    Loan loan = new Loan();
                    try {
                        interceptor.before(new WatchedRequest(request, loan));
                    } finally {
                        loan.end();
                    }
                }

                @Override
                public void after(Request request, @Nullable ServerError error, long nanos) throws Exception {
                    Loan loan = new Loan();
                    try {
                        interceptor.after(new WatchedRequest(request, loan), error, nanos);
                    } finally {
                        loan.end();
                    }
                }
            };
        }

        @Override
        public SessionMode aroundMode(SessionMode mode) {
            return new SessionMode() {
                @Override
                public boolean takes(Request request, Reply reply) throws Exception {
                    Loan loan = new Loan();
                    try {
                        return mode.takes(new WatchedRequest(request, loan), new WatchedReply(reply, loan));
                    } finally {
                        loan.end();
                    }
                }

                @Override
                public ServerError refused(@Nullable String command, ServerError refusal) {
                    return mode.refused(command, refusal);
                }
            };
        }
    };

    /**
     * {@return what is to be run as the body of a command}
     *
     * @param body the plugin's
     */
    public abstract Command around(Command body);

    /**
     * {@return what is to be asked as an interceptor}
     *
     * @param interceptor the plugin's
     */
    public abstract Interceptor around(Interceptor interceptor);

    /**
     * {@return what is to be asked as a mode of a session}
     *
     * @param mode the plugin's
     */
    public abstract SessionMode aroundMode(SessionMode mode);
}
