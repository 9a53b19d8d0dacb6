import type { Rule } from '../../compile/rules/index.ts'
import { anyMayUpdate } from './any-may-update.ts'
import { blankAfterColon } from './blank-after-colon.ts'
import { contradictoryPhrase } from './contradictory-phrase.ts'
import { discouragedOption } from './discouraged-option.ts'
import { hardWiredFolder } from './hard-wired-folder.ts'
import { hardWiredHost } from './hard-wired-host.ts'
import { hardWiredKey } from './hard-wired-key.ts'
import { lateCommand } from './late-command.ts'
import { linkToNowhere } from './link-to-nowhere.ts'
import { longSummary } from './long-summary.ts'
import { malformedValue } from './malformed-value.ts'
import { messageClaimedTwice } from './message-claimed-twice.ts'
import { misplacedLink } from './misplaced-link.ts'
import { missingElevation } from './missing-elevation.ts'
import { missingScriptHost } from './missing-script-host.ts'
import { missingValue } from './missing-value.ts'
import { mixedHostAndPort } from './mixed-host-and-port.ts'
import { overlappingPhrases } from './overlapping-phrases.ts'
import { overlongCommand } from './overlong-command.ts'
import { placeholderWithoutSlot } from './placeholder-without-slot.ts'
import { retiredLink } from './retired-link.ts'
import { riskTooLow } from './risk-too-low.ts'
import { staleDate } from './stale-date.ts'
import { swappedSlot } from './swapped-slot.ts'
import { unexpectedValue } from './unexpected-value.ts'
import { unknownCode } from './unknown-code.ts'
import { unknownOption } from './unknown-option.ts'
import { unknownTool } from './unknown-tool.ts'
import { unquotedPath } from './unquoted-path.ts'
import { wrongMachine } from './wrong-machine.ts'
import { wrongSeparator } from './wrong-separator.ts'
import { wrongShell } from './wrong-shell.ts'

/** Rules about what documents say, beyond their form; names and rows as for those of the compiler. */
export const LINT_RULES: Readonly<Record<string, Rule>> = {
  'any-may-update': { severity: 'error', check: anyMayUpdate },
  'blank-after-colon': { severity: 'error', check: blankAfterColon },
  'contradictory-phrase': { severity: 'error', check: contradictoryPhrase },
  'discouraged-option': { severity: 'warning', check: discouragedOption },
  'hard-wired-folder': { severity: 'error', check: hardWiredFolder },
  'hard-wired-host': { severity: 'error', check: hardWiredHost },
  'hard-wired-key': { severity: 'error', check: hardWiredKey },
  'late-command': { severity: 'warning', check: lateCommand },
  'link-to-nowhere': { severity: 'error', check: linkToNowhere },
  'long-summary': { severity: 'warning', check: longSummary },
  'malformed-value': { severity: 'error', check: malformedValue },
  'message-claimed-twice': { severity: 'warning', check: messageClaimedTwice },
  'misplaced-link': { severity: 'error', check: misplacedLink },
  'missing-elevation': { severity: 'error', check: missingElevation },
  'missing-script-host': { severity: 'error', check: missingScriptHost },
  'missing-value': { severity: 'error', check: missingValue },
  'mixed-host-and-port': { severity: 'error', check: mixedHostAndPort },
  'overlong-command': { severity: 'error', check: overlongCommand },
  'overlapping-phrases': { severity: 'warning', check: overlappingPhrases },
  'placeholder-without-slot': { severity: 'error', check: placeholderWithoutSlot },
  'retired-link': { severity: 'warning', check: retiredLink },
  'risk-too-low': { severity: 'error', check: riskTooLow },
  'stale-date': { severity: 'warning', check: staleDate },
  'swapped-slot': { severity: 'error', check: swappedSlot },
  'unexpected-value': { severity: 'error', check: unexpectedValue },
  'unknown-code': { severity: 'warning', check: unknownCode },
  'unknown-option': { severity: 'error', check: unknownOption },
  'unknown-tool': { severity: 'warning', check: unknownTool },
  'unquoted-path': { severity: 'error', check: unquotedPath },
  'wrong-machine': { severity: 'error', check: wrongMachine },
  'wrong-separator': { severity: 'error', check: wrongSeparator },
  'wrong-shell': { severity: 'error', check: wrongShell },
}
