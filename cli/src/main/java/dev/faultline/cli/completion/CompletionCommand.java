package dev.faultline.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print a script for your shell that completes commands and options.",
    footer = {
      "",
      "bash, zsh:  source <(bin/faultline completion bash)",
      "fish:       bin/faultline completion fish | source"
    })
public final class CompletionCommand implements Runnable {

  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of: bash, zsh, fish.")
  private Shell shell;

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          // the script turns on zsh's own support for those of bash
          case BASH, ZSH -> AutoComplete.bash(root.getCommandName(), root);
          case FISH -> FishScript.of(root);
        };
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
  }
}
