package dev.faultline.cli.output;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class FaultlineVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"faultline " + text()};
  }

  public static String text() {
    String version = FaultlineVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
