import org.jspecify.annotations.NullMarked;

@NullMarked
module dev.mortise.admin {
    requires dev.mortise.api;
    requires static org.jspecify;
}
