import { expect, it } from "vitest";
import { FailureError } from "../failure.ts";
import { escapeHtml, recordBlock, recordInPage } from "./record-in-page.ts";

const hostile = `</pre><script>alert("1")</script><img src=x onerror='x'>&lt;&amp;lt; &#39;`;

it("a record comes out of a page as it went in, whatever it says", () => {
  const json = JSON.stringify({ name: hostile });
  expect(recordInPage(`<html><body>before ${recordBlock(json)} after</body></html>`)).toBe(json);
});

it("nothing in a record becomes markup", () => {
  const block = recordBlock(hostile);
  expect(block.match(/<[^>]*>/g)).toEqual(['<pre id="quorum-run" tabindex="0">', "</pre>"]);
  expect(escapeHtml(`"><b a='`)).toBe("&quot;&gt;&lt;b a=&#39;");
});

it("a page without a record has none, and one that is cut off is refused", () => {
  expect(recordInPage("<pre>quorum-run</pre>")).toBeNull();
  expect(() => recordInPage(`<html>${recordBlock("{}").slice(0, -3)}`)).toThrow(FailureError);
});
