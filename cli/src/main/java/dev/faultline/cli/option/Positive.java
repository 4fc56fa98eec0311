package dev.faultline.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of an option that must be at least 1. */
public final class Positive implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not an int");
    }
    if (number < 1) {
      throw new TypeConversionException("'" + text + "' is less than 1");
    }
    return number;
  }
}
