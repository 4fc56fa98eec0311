package dev.faultline.cli.command;

import dev.faultline.ingest.source.SourceFormat;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** In the help of 'import', what there is to say of the format that stands before --help. */
public final class FormatHelp implements IHelpSectionRenderer {

  @Override
  public String render(Help help) {
    String general = help.description();
    return help.commandSpec().userObject() instanceof ImportCommand command
        ? general + command.namedFormat().map(FormatHelp::of).orElse("")
        : general;
  }

  private static String of(SourceFormat format) {
    return String.format(
        "%n%s holds %s.%n%s%nAn example:%n%n%s%n%n",
        format.name(),
        format.yields().name().toLowerCase(Locale.ROOT),
        format.description(),
        format.example());
  }
}
