package dev.faultline.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/** Avro instantiates classes that it was told to trust only; these are ours. */
public final class TrustedRecords {

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getName().startsWith("dev.faultline.")));
  }

  private TrustedRecords() {}

  /** Lets Avro read this project's generated records, once per JVM. */
  public static void trust() {
    // the work is done by the static initializer
  }
}
