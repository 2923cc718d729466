import ezvcard.Ezvcard;
import ezvcard.VCard;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads vCards or jCards from stdin with ez-vcard, and prints what it understands as jCards. */
public class EzVcard {
    public static void main(String[] arguments) throws Exception {
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        List<VCard> cards = arguments[0].equals("jcard") ? Ezvcard.parseJson(input).all() : Ezvcard.parse(input).all();
        try (Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8)) {
            out.write("[");
            for (int i = 0; i < cards.size(); i++) {
                out.write(i == 0 ? "" : ",");
                out.write(Ezvcard.writeJson(cards.get(i)).prodId(false).go());
            }
            out.write("]");
        }
    }
}
