package dev.faultline.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p>Errors <b>rise</b></p>         | Errors rise
          a<br/>b<!-- not this -->c       | a b c
          AT&amp;T &lt;b&gt; &#39;x&#39;&nbsp;y | AT&T <b> 'x' y
          latency < 5 ms & rising > 3 ms    | latency < 5 ms & rising > 3 ms
          &amp;lt;                          | &lt;
          <a href="https://x.example/">See</a> | See
          x&#8217;s&#x2019;y &ndash; &rsquo;&hellip;&times; | x’s’y – ’…×
          10:07&#160;UTC&#10;on             | 10:07 UTC on
          &#128293;&#x1F525;                | 🔥🔥
          &#0;&#x7;&#xD800;&#9999999;&foo;  | &#0;&#x7;&#xD800;&#9999999;&foo;
          1 <2                              | 1 <2
          """)
  void htmlBecomesText(String html, String text) {
    assertThat(PlainText.title(PlainText.ofHtml(html))).isEqualTo(text);
  }

  @Test
  void aTitleIsOneLineAndNotTooLong() {
    assertThat(PlainText.title(" a\n\tb ")).isEqualTo("a b");
    assertThat(PlainText.title("🔥".repeat(2000)).codePointCount(0, 1999)).isEqualTo(1000);
  }

  @Test
  void tagsThatAreNeverClosedTakeNoTime() {
    String open = "<a ".repeat(300_000) + "<!--".repeat(300_000);

    assertThat(PlainText.ofHtml(open)).isEqualTo(open);
  }
}
