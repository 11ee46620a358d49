import org.jspecify.annotations.NullMarked;

@NullMarked
module dev.mortise.strings {
    requires dev.mortise.api;
    requires static org.jspecify;
}
