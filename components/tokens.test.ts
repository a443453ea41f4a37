import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

const root = path.join(import.meta.dirname, '..')
const css = readFileSync(path.join(root, 'app/globals.css'), 'utf8')

type Colours = Record<string, string>

function coloursIn(block: string): Colours {
  return Object.fromEntries([...block.matchAll(/--color-([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]))
}

/** The body of the first rule that starts with `opening`. */
function ruleBody(opening: string): string {
  const start = css.indexOf(opening) + opening.length
  return css.slice(start, css.indexOf('}', start))
}

const light = coloursIn(ruleBody('@theme static {'))
const dark = coloursIn(ruleBody('.dark {'))

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function luminance(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16)
  return 0.2126 * linear(value >> 16) + 0.7152 * linear((value >> 8) & 255) + 0.0722 * linear(value & 255)
}

/** WCAG 2.x contrast, 1 to 21. */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['canvas', 'surface', 'sunken', 'log']
const tones = ['ok', 'warn', 'fail', 'running', 'rolled', 'neutral', 'production', 'staging', 'development']

function* pairs(): Generator<[foreground: string, background: string, least: number]> {
  for (const ground of grounds) {
    for (const name of ['text', 'muted', 'subtle', 'accent', ...tones]) yield [name, ground, 4.5]
    for (const name of ['edge', 'focus']) yield [name, ground, 3]
  }
  for (const tone of tones) {
    for (const name of [tone, 'text', 'muted']) yield [name, `${tone}-tint`, 4.5]
    yield [`on-${tone}`, `${tone}-solid`, 4.5]
  }
  yield ['on-accent', 'accent', 4.5]
  yield ['on-mark', 'mark', 4.5]
  yield ['text', 'selected', 4.5]
  yield ['muted', 'selected', 4.5]
  for (const number of [1, 2, 3, 4, 5]) yield [`chart-${number}`, 'surface', 3]
}

test('both themes define the same colours', () => {
  assert.ok(Object.keys(light).length > 50)
  assert.deepEqual(Object.keys(dark).sort(), Object.keys(light).sort())
})

for (const [theme, colours] of Object.entries({ light, dark })) {
  test(`every pair of the ${theme} theme is legible`, () => {
    const short = [...pairs()].flatMap(([foreground, background, least]) => {
      const ratio = contrast(colours[foreground] ?? '#808080', colours[background] ?? '#808080')
      return ratio < least ? [`${foreground} on ${background}: ${ratio.toFixed(2)} < ${least}`] : []
    })
    assert.deepEqual(short, [])
  })
}

const palette =
  'slate|gray|zinc|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|pink|rose|black|white'
const raw = new RegExp(
  `#[0-9a-f]{6}\\b|#[0-9a-f]{3}\\b(?=['"\`\\]])|\\b(?:bg|text|border|ring|fill|stroke|outline)-(?:${palette})(?:-\\d+)?\\b`,
  'i',
)

test('no page and no component names a colour that is not a token', () => {
  const files = globSync(['components/**/*.{ts,tsx}', 'app/**/*.{ts,tsx}'], { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
  const found = files.flatMap((file) => {
    const hit = raw.exec(readFileSync(path.join(root, file), 'utf8'))
    return hit ? [`${file}: ${hit[0]}`] : []
  })
  assert.deepEqual(found, [])
})
