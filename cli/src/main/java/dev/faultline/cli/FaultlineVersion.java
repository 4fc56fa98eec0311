package dev.faultline.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class FaultlineVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"faultline " + text()};
  }

  static String text() {
    String version = FaultlineVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
