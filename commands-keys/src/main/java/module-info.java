import org.jspecify.annotations.NullMarked;

@NullMarked
module dev.mortise.keys {
    requires dev.mortise.api;
    requires static org.jspecify;
}
