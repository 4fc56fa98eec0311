package dev.faultline.ingest.source.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTest {

  private static final Instant PUBLISHED = Instant.parse("2021-06-15T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Starting at 22:07 UTC on 14 Jun 2021, some | 2021-06-14T22:07:00Z |",
        "Starting at approximately 22:07 UTC on 14 June 2021 | 2021-06-14T22:07:00Z |",
        "starting at around 22:07 UTC on 14th of June 2021 | 2021-06-14T22:07:00Z |",
        "Starting approximately at 22:07 UTC on Monday, June 14, 2021 | 2021-06-14T22:07:00Z |",
        "Beginning as early as 22:07 UTC on 14-Jun-2021 a subset | 2021-06-14T22:07:00Z |",
        "At 22:07 UTC on June 14th, 2021, we saw | 2021-06-14T22:07:00Z |",
        "Summary of impact: On 14 Jun 2021 at 22:07 UTC, a change | 2021-06-14T22:07:00Z |",
        "Since 2021-06-14 22:07 UTC customers | 2021-06-14T22:07:00Z |",
        "Since 2021-06-14T22:07:30Z customers | 2021-06-14T22:07:30Z |",
        "Since 2021-06-14T22:07+02:00 customers | 2021-06-14T20:07:00Z |",
        "Started at 3:07 PM PDT on June 14, 2021 | 2021-06-14T22:07:00Z |",
        "Started at 10:07 p.m. UTC on 6/14/2021 | 2021-06-14T22:07:00Z |",
        "Start time: 14/06/2021 22:07 | 2021-06-14T22:07:00Z |",
        "Starting at 2207 UTC on 14 Jun 2021 | 2021-06-14T22:07:00Z |",
        "Starting at 22:07 UTC, some requests | 2021-06-14T22:07:00Z |",
        "Starting at 09:07 UTC today | 2021-06-15T09:07:00Z |",
        "Starting at 09:07 UTC on 14 June | 2021-06-14T09:07:00Z |",
        "Between 19:00 UTC (approx) on June 14, 2021, and 09:25 UTC on June 15, 2021 | 2021-06-14T19:00:00Z | 2021-06-15T09:25:00Z",
        "Between 14:44 and 16:00 UTC on 14 June 2021 | 2021-06-14T14:44:00Z | 2021-06-14T16:00:00Z",
        "between 14:44 UTC and approximately 16:00 UTC on 14 June 2021 | 2021-06-14T14:44:00Z | 2021-06-14T16:00:00Z",
        "From 22:44 UTC on 14 June 2021 to 01:00 UTC, some | 2021-06-14T22:44:00Z | 2021-06-15T01:00:00Z",
        "from 14:44 UTC to 16:00 UTC on 2021-06-14 | 2021-06-14T14:44:00Z | 2021-06-14T16:00:00Z",
        "from 2021-06-14 14:44 UTC until 2021-06-14 16:00 UTC | 2021-06-14T14:44:00Z | 2021-06-14T16:00:00Z",
        "Between 7:05 AM - 9:15 AM PDT on June 14, 2021 | 2021-06-14T14:05:00Z | 2021-06-14T16:15:00Z",
        "On 13 June 2021 from 10:07 to 11:15 UTC | 2021-06-13T10:07:00Z | 2021-06-13T11:15:00Z",
        "Some saw errors on 13 June 2021 from 10:07 to 11:15 UTC | 2021-06-13T10:07:00Z | 2021-06-13T11:15:00Z",
        "On 13 June 2021, between 10:07 UTC and 11:15 UTC | 2021-06-13T10:07:00Z | 2021-06-13T11:15:00Z",
        "Starting at 10:07 UTC (3:07 AM PDT) on 13 Jun 2021 | 2021-06-13T10:07:00Z |",
        "Starting at 10:07 hrs UTC on 13 Jun 2021 | 2021-06-13T10:07:00Z |",
        "Starting at 10:07 UTC on 6/13/21 | 2021-06-13T10:07:00Z |",
        "Since 13.06.2021 18:07 UTC | 2021-06-13T18:07:00Z |",
        "We release on 3 May. Starting at 10:07 UTC, requests in our Marketplace may fail | 2021-06-15T10:07:00Z |",
        "Starting at 14:44 UTC on 14 Jun 2021. It was fully resolved at 16:00 UTC on 14 Jun 2021. | 2021-06-14T14:44:00Z | 2021-06-14T16:00:00Z",
      })
  void aPeriodAsPeopleWriteIt(String text, Instant begin, Instant end) {
    assertThat(ProsePeriod.in(text, PUBLISHED))
        .contains(new ProsePeriod(begin, Optional.ofNullable(end)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "We are investigating.",
        "Starting at 99:00 UTC on 14 Jun 2021",
        "Starting at 10:00 UTC on 34 Jun 2021",
        "Starting at 10:00 XYT on 14 Jun 2021",
        "Starting at 10:00 UTC on 14 Jun 2022",
        "Starting at 10:00 UTC on 14 Jan 2021",
        "Starting at 10:07 AM Pacific Time on June 13, 2021",
        "On the 13th day of June, starting at 10:07 UTC",
        "Customers saw errors since 10:07 UTC of 2021.06.13.",
        "The next update is at 14:00 UTC on 15 Jun 2021",
      })
  void whatIsNotUnderstood(String text) {
    assertThat(ProsePeriod.in(text, PUBLISHED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Storage - West US - Resolved | true",
        "RESOLVED: Storage in West US | true",
        "[Mitigated] Storage | true",
        "Mitigated - Power loss | true",
        "Resolved - Azure Active Directory - sign-in failures | true",
        "Preliminary PIR – Storage | true",
        "Resolved in North Europe. Impact continues in West Europe | false",
        "Resolved in North Europe, but still failing in West Europe | false",
        "Partially resolved - Storage | false",
        "Storage - not yet resolved | false",
        "Impact continues in West Europe. Now resolved | true",
        "Active - Storage | false",
        "Unmitigated |",
        "Failures resolving names |",
        "Storage in West US |",
      })
  void aTitleByItsLastClause(String title, Boolean over) {
    assertThat(ProseStatus.overByTitle(title)).isEqualTo(Optional.ofNullable(over));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "This incident hasn\u2019t been resolved. | false",
        "This incident hasn\u02bct been resolved. | false",
        "It wasn't fully mitigated. | false",
        "We have mitigated the issue. | true",
        "Services have recovered and we watch them. | true",
        "Some services have recovered. |",
        "Service restored in East US | true",
        "This incident is no longer ongoing. | true",
        "Some customers remain impacted although the underlying issue has been resolved. | false",
        "Some customers remain impacted although it has been resolved. It is resolved. | true",
        "The issue is resolved, although some still see errors. | false",
      })
  void aTextByItsLastClause(String text, Boolean over) {
    assertThat(ProseStatus.overByText(text)).isEqualTo(Optional.ofNullable(over));
  }

  @Test
  void aTextMustSayThatItIsOver() {
    assertThat(
            ProseStatus.overByText("This incident is now mitigated. We will continue to review."))
        .contains(true);
    assertThat(ProseStatus.overByText("We update you until it is resolved.")).isEmpty();
    assertThat(ProseStatus.overByText("It was mitigated in A. Impact continues in B."))
        .contains(false);
    assertThat(ProseStatus.overByText("x")).isEmpty();
  }
}
