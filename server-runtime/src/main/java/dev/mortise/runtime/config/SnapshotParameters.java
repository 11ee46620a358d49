package dev.mortise.runtime.config;

import dev.mortise.runtime.snapshot.SaveRules;
import java.util.List;

/** The parameters about snapshots, a section of {@link ParameterTable}. */
public final class SnapshotParameters {

    public static final Parameter<SaveRules> SAVE = new Parameter<>(
                    "save",
                    new SaveRulesType(),
                    SaveRules.NONE,
                    "When snapshots are saved without being asked for: pairs of seconds and changes. With '3600 1 60 10000'"
                            + " one is saved an hour after the last if anything was changed, and after a minute if 10,000"
                            + " changes were made. With any rule one is saved at the end as well.")
            .live()
            .defaultInWords("'" + SaveRules.USUAL.text() + "' if dir is set, otherwise none");

    public static final Parameter<String> DB_FILE_NAME = new Parameter<>(
            "dbfilename",
            new FileNameType(),
            "dump.rdb",
            "File in dir that holds the last snapshot; it is loaded when the server starts.");

    public static final Parameter<Boolean> STOP_WRITES_ON_BGSAVE_ERROR = new Parameter<>(
                    "stop-writes-on-bgsave-error",
                    new FlagType(),
                    true,
                    "Whether writes are refused after a snapshot could not be saved, if there are rules for saving.")
            .live();

    public static final Parameter<Boolean> RDB_COMPRESSION = new Parameter<>(
                    "rdbcompression",
                    new FlagType(),
                    true,
                    "Whether strings of more than 20 bytes are compressed in snapshots, if that makes them shorter.")
            .live();

    public static final Parameter<Boolean> RDB_CHECKSUM = new Parameter<>(
            "rdbchecksum",
            new FlagType(),
            true,
            "Whether snapshots end with a checksum, and are not loaded if it is wrong.");

    public static final Parameter<Long> RDB_VERSION = new Parameter<>(
                    "rdb-version",
                    new IntegerType(9, 12),
                    9L,
                    "Version of the format of snapshots and of DUMP: 9 is read by Redis 5 and later and by Valkey, 10 by Redis"
                            + " 7.0, 11 by 7.2, 12 by 7.4. What an older version cannot say is written in the oldest that"
                            + " can.")
            .live();

    static final List<Parameter<?>> ALL =
            List.of(SAVE, DB_FILE_NAME, STOP_WRITES_ON_BGSAVE_ERROR, RDB_COMPRESSION, RDB_CHECKSUM, RDB_VERSION);

    private SnapshotParameters() {}
}
