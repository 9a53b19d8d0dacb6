import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { plainText } from '../../../bot/teams/plain-text.ts'

describe('plainText', () => {
  it.each([
    [
      '<p>Error: 0xC004F074</p><p>The KMS&nbsp;server&#39;s gone &lt;again&gt;</p>',
      "Error: 0xC004F074\nThe KMS server's gone <again>",
    ],
    ['<div>one<br>two<br />three</div>', 'one\ntwo\nthree'],
    [
      '<codeblock class="Dos"><code>cscript ospp.vbs /dstatus<br>LICENSE STATUS: ---LICENSED---</code></codeblock>',
      'cscript ospp.vbs /dstatus\nLICENSE STATUS: ---LICENSED---',
    ],
    ['<at id="0">Megan</at> has 0x8007007B<attachment id="7"></attachment>', 'Megan has 0x8007007B'],
    ['<table><tr><td>ERROR</td><td>0x1</td></tr></table>', 'ERROR\t0x1'],
    ['a &amp;lt; b &unknown; &#55296; &#x1F600;', 'a &lt; b &unknown;  😀'],
    ['<pre>a  b\r\nc</pre>', 'a  b\nc'],
    ['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
  ])('%s', (html, text) => expect(plainText(html)).toBe(text))

  it('gives back any text that was written as HTML', () => {
    const toHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const lines = fc.array(fc.stringMatching(/^[!-~]([ -~]*[!-~])?$/), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(lines, (written) => {
        expect(plainText(written.map((line) => `<p>${toHtml(line)}</p>`).join(''))).toBe(written.join('\n'))
      }),
    )
  })

  it.each(['<', '</p', '&#', '<br ', '<p>', '&nbsp', '\n'])('reads 256 KB of %j in no time', (part) => {
    const begun = performance.now()
    plainText(part.repeat((256 * 1024) / part.length))
    expect(performance.now() - begun).toBeLessThan(250)
  })
})
