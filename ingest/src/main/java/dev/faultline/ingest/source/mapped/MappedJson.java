package dev.faultline.ingest.source.mapped;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.Frames;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.JsonListFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.ingest.source.json.JsonText;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads JSON objects, whose members may be nested. */
final class MappedJson {

  private MappedJson() {}

  /**
   * Reads all records.
   *
   * @throws IOException if the bytes cannot be had
   */
  static void read(
      InputStream input, Mapping mapping, ReadOptions options, String source, RecordHandler handler)
      throws IOException {
    ByteInput bytes = new ByteInput(input);
    Frames frames =
        mapping.list().isPresent() ? within(bytes, mapping.list().get()) : new JsonFrames(bytes);
    MappedNodes nodes = new MappedNodes(mapping, options, source);
    try {
      nodes.requireEverySaid();
    } catch (RefusedException e) {
      Optional<RawRecord> first = frames.next();
      first.ifPresent(
          record ->
              handler.refused(
                  new RawRecord(
                          record.index(),
                          record.line(),
                          record.bytes(),
                          Optional.empty(),
                          Extent.REST_OF_INPUT)
                      .refusal(e.field(), e.reason())));
      return;
    }
    RecordLoop.run(frames, record -> read(record, nodes), handler::observation, handler::refused);
  }

  /** The records of a list, which may stand in objects within one another: {@code a.b}. */
  private static Frames within(ByteInput bytes, String list) {
    String[] names = list.split("\\.");
    if (names.length < 2) {
      return JsonListFrames.all(bytes, Set.of(list));
    }
    Set<String> objects = new HashSet<>(Arrays.asList(names).subList(0, names.length - 1));
    return JsonListFrames.within(bytes, Set.of(names[names.length - 1]), objects);
  }

  private static Observation read(RawRecord record, MappedNodes nodes) throws RefusedException {
    JsonNode object = JsonText.object(record.bytes());
    return nodes.read(path -> text(object, path));
  }

  /** The text of the member of that name, or of that dotted path. */
  private static String text(JsonNode object, String path) throws RefusedException {
    JsonNode value = object.get(path);
    if (value == null && path.indexOf('.') > 0) {
      value = nested(object, path);
    }
    if (value == null || value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (value.isContainerNode()) {
      throw new RefusedException(null, "is an object or a list, not a single value");
    }
    return value.asText().strip();
  }

  private static JsonNode nested(JsonNode object, String path) {
    JsonNode value = object;
    int from = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
      value = value.path(path.substring(from, dot));
      from = dot + 1;
    }
    return value.path(path.substring(from));
  }
}
