package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison that sees nothing would let every other test of this package pass. */
@Twins.Shared
class DataSetTest {

    @Test
    void isTheSameOnBothServersAtFirst(Twins twins) {
        DataSet dataSet = new DataSet(twins);
        dataSet.restore();

        assertEquals(List.of(), dataSet.differences("at first"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET another value",
                "DEL string",
                "SET string other",
                "APPEND binary \"\\x00\"",
                "SETRANGE int 0 1",
                "PEXPIRE string 100000000",
                "PERSIST ends",
                "FLUSHALL"
            })
    void differsWhenOneServerWasToldMore(String command, Twins twins) {
        DataSet dataSet = new DataSet(twins);
        dataSet.restore();
        tell(twins, command);

        assertNotEquals(List.of(), dataSet.differences("after " + command));
    }

    @Test
    void differsWhenAnotherDatabaseDoes(Twins twins) {
        DataSet dataSet = new DataSet(twins);
        dataSet.restore();
        tell(twins, "SELECT 15", "SET key value");

        assertEquals(1, dataSet.differences("afterwards").size());
    }

    private static void tell(Twins twins, String... commands) {
        try (Wire wire = Wire.to(twins.subject())) {
            for (String command : commands) {
                wire.ask(command);
            }
        }
    }
}
