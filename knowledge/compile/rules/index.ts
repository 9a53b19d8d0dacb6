import type { Severity } from '../../diagnostic.ts'
import type { Corpus, Finding } from '../corpus.ts'
import { brokenFrontMatter } from './broken-front-matter.ts'
import { codeClaimedTwice } from './code-claimed-twice.ts'
import { deadEnd } from './dead-end.ts'
import { duplicateId } from './duplicate-id.ts'
import { emptyCommand } from './empty-command.ts'
import { emptyLabel } from './empty-label.ts'
import { emptyNode } from './empty-node.ts'
import { endlessLoop } from './endless-loop.ts'
import { endlessProcedure } from './endless-procedure.ts'
import { expectWithoutCommand } from './expect-without-command.ts'
import { html } from './html.ts'
import { incompleteRow } from './incomplete-row.ts'
import { linkToNoStep } from './link-to-no-step.ts'
import { malformedCode } from './malformed-code.ts'
import { malformedPhrase } from './malformed-phrase.ts'
import { malformedSource } from './malformed-source.ts'
import { missingMachine } from './missing-machine.ts'
import { missingNode } from './missing-node.ts'
import { missingProduct } from './missing-product.ts'
import { missingSource } from './missing-source.ts'
import { missingSummary } from './missing-summary.ts'
import { missingTitle } from './missing-title.ts'
import { nestedTooDeeply } from './nested-too-deeply.ts'
import { oversizedDocument } from './oversized-document.ts'
import { phraseClaimedTwice } from './phrase-claimed-twice.ts'
import { questionWithoutChoices } from './question-without-choices.ts'
import { questionWithoutFact } from './question-without-fact.ts'
import { secretOutsideCommand } from './secret-outside-command.ts'
import { settingWithoutIntendedHost } from './setting-without-intended-host.ts'
import { severalLinesInCommand } from './several-lines-in-command.ts'
import { sourceTooLong } from './source-too-long.ts'
import { strayCommand } from './stray-command.ts'
import { strayHeading } from './stray-heading.ts'
import { tooManyDocuments } from './too-many-documents.ts'
import { translationDiffers } from './translation-differs.ts'
import { undoMissing } from './undo-missing.ts'
import { unknownEnding } from './unknown-ending.ts'
import { unknownFact } from './unknown-fact.ts'
import { unknownKey } from './unknown-key.ts'
import { unknownKind } from './unknown-kind.ts'
import { unknownMachine } from './unknown-machine.ts'
import { unknownMacro } from './unknown-macro.ts'
import { unknownProduct } from './unknown-product.ts'
import { unknownRisk } from './unknown-risk.ts'
import { unknownShell } from './unknown-shell.ts'
import { unknownSlot } from './unknown-slot.ts'
import { unknownTarget } from './unknown-target.ts'
import { unknownValue } from './unknown-value.ts'
import { unreachableNode } from './unreachable-node.ts'
import { unsafeLink } from './unsafe-link.ts'
import { unsupportedMarkdown } from './unsupported-markdown.ts'
import { valueClaimedTwice } from './value-claimed-twice.ts'

/** One thing that can be wrong with documents, found in all of them at once. */
export type Rule = { severity: Severity; check: (corpus: Corpus) => Finding[] }

/** All rules by their names, which are the codes of diagnostics and the rows of `knowledge/README.md`. */
export const RULES: Readonly<Record<string, Rule>> = {
  'broken-front-matter': { severity: 'error', check: brokenFrontMatter },
  'code-claimed-twice': { severity: 'error', check: codeClaimedTwice },
  'dead-end': { severity: 'error', check: deadEnd },
  'duplicate-id': { severity: 'error', check: duplicateId },
  'empty-command': { severity: 'error', check: emptyCommand },
  'empty-label': { severity: 'error', check: emptyLabel },
  'empty-node': { severity: 'error', check: emptyNode },
  'endless-loop': { severity: 'error', check: endlessLoop },
  'endless-procedure': { severity: 'error', check: endlessProcedure },
  'expect-without-command': { severity: 'error', check: expectWithoutCommand },
  html: { severity: 'error', check: html },
  'incomplete-row': { severity: 'error', check: incompleteRow },
  'link-to-no-step': { severity: 'error', check: linkToNoStep },
  'malformed-code': { severity: 'error', check: malformedCode },
  'malformed-phrase': { severity: 'error', check: malformedPhrase },
  'malformed-source': { severity: 'error', check: malformedSource },
  'missing-machine': { severity: 'error', check: missingMachine },
  'missing-node': { severity: 'error', check: missingNode },
  'missing-product': { severity: 'error', check: missingProduct },
  'missing-source': { severity: 'warning', check: missingSource },
  'missing-summary': { severity: 'warning', check: missingSummary },
  'missing-title': { severity: 'error', check: missingTitle },
  'nested-too-deeply': { severity: 'error', check: nestedTooDeeply },
  'oversized-document': { severity: 'error', check: oversizedDocument },
  'phrase-claimed-twice': { severity: 'warning', check: phraseClaimedTwice },
  'question-without-choices': { severity: 'error', check: questionWithoutChoices },
  'question-without-fact': { severity: 'error', check: questionWithoutFact },
  'secret-outside-command': { severity: 'error', check: secretOutsideCommand },
  'setting-without-intended-host': { severity: 'error', check: settingWithoutIntendedHost },
  'several-lines-in-command': { severity: 'error', check: severalLinesInCommand },
  'source-too-long': { severity: 'error', check: sourceTooLong },
  'stray-command': { severity: 'error', check: strayCommand },
  'stray-heading': { severity: 'error', check: strayHeading },
  'too-many-documents': { severity: 'error', check: tooManyDocuments },
  'translation-differs': { severity: 'error', check: translationDiffers },
  'undo-missing': { severity: 'error', check: undoMissing },
  'unknown-ending': { severity: 'error', check: unknownEnding },
  'unknown-fact': { severity: 'error', check: unknownFact },
  'unknown-key': { severity: 'error', check: unknownKey },
  'unknown-kind': { severity: 'error', check: unknownKind },
  'unknown-machine': { severity: 'error', check: unknownMachine },
  'unknown-macro': { severity: 'error', check: unknownMacro },
  'unknown-product': { severity: 'error', check: unknownProduct },
  'unknown-risk': { severity: 'error', check: unknownRisk },
  'unknown-shell': { severity: 'error', check: unknownShell },
  'unknown-slot': { severity: 'error', check: unknownSlot },
  'unknown-target': { severity: 'error', check: unknownTarget },
  'unknown-value': { severity: 'error', check: unknownValue },
  'unreachable-node': { severity: 'warning', check: unreachableNode },
  'unsafe-link': { severity: 'error', check: unsafeLink },
  'unsupported-markdown': { severity: 'error', check: unsupportedMarkdown },
  'value-claimed-twice': { severity: 'error', check: valueClaimedTwice },
}
