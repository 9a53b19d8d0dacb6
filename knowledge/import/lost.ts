import { announcesCommand, announcesLine, announcesSeveral, lastSentence } from './announce.ts'
import type { Block, BlockOf } from './block.ts'
import { commandsIn } from './commands.ts'
import type { Report, Reporter } from './report.ts'

/** Reports the commands and addresses that an article announces and does not have. */
export function reportLost(blocks: readonly Block[], { report, diagnostics }: Reporter): void {
  const images = new Set(diagnostics().flatMap(({ code, line }) => (code === 'lost-image' ? [line] : [])))
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'text' && block.kind !== 'item' && block.kind !== 'alert') continue
    reportCommand(blocks, index, block, report)
    reportAddress(blocks, index, block, report)
    reportMessage(blocks, index, block, report)
    if (!isReported(block, images)) reportPicture(block, blocks[index + 1], report)
  }
}

// An image that left a stub behind is reported there.
function isReported({ to }: Block, images: ReadonlySet<number>): boolean {
  return images.has(to) || images.has(to + 1)
}

type Words = BlockOf<'text'> | BlockOf<'item'> | BlockOf<'alert'>

function reportCommand(blocks: readonly Block[], index: number, block: Words, report: Report): void {
  if (announcesLine(block.text) && !isConfiguration(blocks[index + 1])) {
    report('lost-command', block.to, `a line for a configuration file is announced and missing: "${tail(block.text)}"`)
    return
  }
  const isOption = block.kind === 'item' && block.option
  const announces = announcesCommand(block.text) || isOption
  if (!announces || commandsIn(lastSentence(block.text)).length > 0 || block.text.includes('`')) return
  if (hasCommand(blocks, index, announcesSeveral(block.text))) return
  report('lost-command', block.to, `a command is announced and missing: "${tail(block.text)}"`)
}

/** How far behind its announcement a command may stand: behind a label, a note, a version. */
const FAR = 3

function hasCommand(blocks: readonly Block[], index: number, several: boolean): boolean {
  for (const block of blocks.slice(index + 1, index + 1 + FAR)) {
    if (block.kind === 'command' || block.kind === 'sample') return true
    if (block.kind === 'heading' || block.kind === 'label' || block.kind === 'alert') return false
    if (!('text' in block)) continue
    if (commandsIn(block.text).length > 0 || announcesCommand(block.text)) return true
    if (several && block.kind === 'item') return true
    if (!isLabel(block.text)) return false
  }
  return false
}

function isLabel(text: string): boolean {
  return text.length <= 60 && !/[.!]$/.test(text)
}

function isConfiguration(block: Block | undefined): boolean {
  return block?.kind === 'command' || block?.kind === 'sample' || (block?.kind === 'text' && /[{};]/.test(block.text))
}

const ADDRESS =
  /\b(?:following|below)(?: [\w'-]+){0,4}? (?:articles?|blogs?|blog posts?|resources?|address(?:es)?|topics?|links?|web ?pages?|web ?sites?|kb)\b/i
const HERE = /\b(?:see|click|downloaded?|available|go|found)\b[^.]{0,40}?\bhere\b/i

function reportAddress(blocks: readonly Block[], index: number, block: Words, report: Report): void {
  const text = block.text
  if (/https?:|\]\(/.test(text)) return
  const here = HERE.exec(text)?.[0]
  if (here) report('lost-link', block.line, `"${here}" was a link; where it led is lost`)
  if (!ADDRESS.test(text)) return
  const near = blocks.slice(index + 1, index + 4)
  if (near.some((one) => one.kind === 'reference' || ('text' in one && /https?:|\]\(/.test(one.text)))) return
  report('lost-link', block.to, `an address is announced and missing: "${tail(text)}"`)
}

function reportMessage(blocks: readonly Block[], index: number, block: Words, report: Report): void {
  if (!/\b(?:following|these) (?:errors?|error messages?|messages?)\s*:$/i.test(block.text)) return
  const next = blocks[index + 1]
  if (next?.kind === 'message' || next?.kind === 'sample' || next?.kind === 'item' || next?.kind === 'alert') return
  report('lost-message', block.to, `the words of an error message are announced and missing: "${tail(block.text)}"`)
}

const PICTURE =
  /\b(?:(?:above|below|following) (?:figure|illustration|picture|image|screen ?shot|page|phone number)|(?:figure|illustration|picture|image|screen ?shot) (?:above|below))\b/i

function reportPicture(block: Words, next: Block | undefined, report: Report): void {
  const named = PICTURE.exec(block.text)?.[0]
  if (named && next?.kind !== 'sample') report('lost-image', block.line, `"${named}" is named and not there`)
}

function tail(text: string): string {
  const sentence = lastSentence(text)
  return sentence.length <= 140 ? sentence : `… ${sentence.slice(-138).replace(/^\S*\s/, '')}`
}
