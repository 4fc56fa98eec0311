package dev.faultline.cli.snapshot;

import dev.faultline.snapshot.compare.ChangeJson;
import dev.faultline.snapshot.compare.ChangeText;
import dev.faultline.snapshot.compare.Changes;
import dev.faultline.snapshot.compare.PopulationChange;
import dev.faultline.snapshot.compare.SnapshotComparison;
import dev.faultline.snapshot.describe.Description;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what has changed from one snapshot to another. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Tell what has changed from one snapshot to another: nodes, shares, coefficients, the index and why.",
      "Needs no running stack."
    })
public final class DiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "Folder of the earlier snapshot.")
  private Path before;

  @Parameters(index = "1", paramLabel = "B", description = "Folder of the later snapshot.")
  private Path after;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    String from = Description.read(before).name().toString();
    String to = Description.read(after).name().toString();
    Changes changes = new SnapshotComparison(LocalScratch::start).between(before, after);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ChangeJson.of(from, to, changes));
    } else {
      print(out, from, to, changes);
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, String from, String to, Changes changes) {
    out.printf("%s to %s%n", from, to);
    changes.added().forEach(each -> out.printf("%n%s is new%n", each.name()));
    changes.removed().forEach(each -> out.printf("%n%s is gone%n", each.name()));
    for (PopulationChange each : changes.populations()) {
      out.printf("%n%s%n", each.after().name());
      ChangeText.of(each).forEach(sentence -> out.println("  " + sentence));
    }
    if (changes.unchanged() > 0) {
      out.printf("%n%d unchanged%n", changes.unchanged());
    }
  }
}
