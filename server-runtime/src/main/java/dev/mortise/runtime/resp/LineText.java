package dev.mortise.runtime.resp;

import dev.mortise.api.Slice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Texts that become a part of a line. */
final class LineText {

    private LineText() {}

    /** {@return the text without the line breaks at its end} */
    static String withoutLineEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\r' || text.charAt(end - 1) == '\n')) {
            end--;
        }
        return text.substring(0, end);
    }

    /** {@return UTF-8, but for the characters by which {@link Slice#quoted} keeps bytes that are none} */
    static byte[] encoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * text.length());
        int plainFrom = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0xDC80 && c <= 0xDCFF && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                bytes.writeBytes(text.substring(plainFrom, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(c);
                plainFrom = i + 1;
            }
        }
        bytes.writeBytes(text.substring(plainFrom).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
