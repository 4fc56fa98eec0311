package dev.faultline.ingest.check;

import dev.faultline.providers.ProviderName;
import dev.faultline.providers.Providers;
import dev.faultline.schemas.HostingClass;

/**
 * Whom a spelling of a provider means, by the table that nodes' providers are told by: so the
 * incidents of Linode are those of the provider of Linode's nodes.
 */
public final class ProviderSpelling {

  private static final Providers TABLE = Providers.load();

  private ProviderSpelling() {}

  /** The canonical id of a listed provider, whatever its spelling; any other as it is spelled. */
  public static String canonical(String spelling) {
    return spelling == null || spelling.isBlank() ? spelling : TABLE.named(spelling).entity();
  }

  /** Whether it is a listed provider that others' machines stand at. */
  public static boolean isHost(String spelling) {
    ProviderName name = TABLE.named(spelling);
    return name.isListed() && name.hosting() != HostingClass.RESIDENTIAL;
  }

  /** Whether it is a listed provider. */
  public static boolean isListed(String spelling) {
    return TABLE.named(spelling).isListed();
  }
}
