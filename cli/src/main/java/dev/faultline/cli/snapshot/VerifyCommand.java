package dev.faultline.cli.snapshot;

import dev.faultline.cli.output.Lines;
import dev.faultline.snapshot.verify.SnapshotVerifier;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a snapshot by itself. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check the files of a snapshot, and recompute its measures from the members of its populations.",
      "Needs no running stack. Exit code 1 and the first difference if there is one."
    })
public final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of a snapshot: the one with SHA256SUMS.")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    Consumer<String> lines = Lines.to(spec.commandLine().getOut());
    Optional<String> difference =
        new SnapshotVerifier(LocalScratch::start, lines).difference(folder);
    if (difference.isPresent()) {
      lines.accept("differs: " + difference.get());
      return 1;
    }
    lines.accept("verified: " + folder);
    return 0;
  }
}
