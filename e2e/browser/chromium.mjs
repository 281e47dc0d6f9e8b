/**
 * Which Chromium the tests drive: the one named in PLAYWRIGHT_CHROMIUM, the machine's own, else the one inside the
 * npm package @sparticuz/chromium, unpacked once into node_modules/.cache. `PLAYWRIGHT_CHROMIUM=npm` asks for that one.
 * Of the package only the files are used: its API and its arguments would switch site isolation off.
 */
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

/**
 * Playwright switches storage partitioning off, and with it the service worker in a frame of another site. The last
 * list of disabled features wins, so this one brings partitioning back, as visitors have it.
 */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-features=MediaRouter,HttpsUpgrades,Translate',
]

/** @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string> }>} launch options */
export async function chromium() {
  const env = /** @type {Record<string, string>} */ ({ ...process.env })
  const asked = process.env['PLAYWRIGHT_CHROMIUM']
  const executablePath = asked === 'npm' ? undefined : (asked ?? INSTALLED.find(existsSync))
  if (executablePath !== undefined) return { executablePath, args: ARGS, env }

  const packed = path.join(NODE_MODULES, '@sparticuz/chromium/bin')
  if (process.platform !== 'linux' || !existsSync(packed)) {
    throw new Error(
      'No Chromium found. Install one (apt-get install chromium) or name one in PLAYWRIGHT_CHROMIUM.',
    )
  }
  const unpacked = path.join(NODE_MODULES, '.cache/chromium')
  await unpack(packed, unpacked)
  env['LD_LIBRARY_PATH'] = path.join(unpacked, 'al2023/lib')
  env['FONTCONFIG_PATH'] = path.join(unpacked, 'fonts')
  return { executablePath: path.join(unpacked, 'chromium'), args: ARGS, env }
}

/** The program comes last, under another name until it is whole: where it stands, everything stands. */
async function unpack(/** @type {string} */ from, /** @type {string} */ to) {
  const program = path.join(to, 'chromium')
  if (existsSync(program)) return
  const { default: tar } = await import('tar-fs')
  mkdirSync(to, { recursive: true })
  const read = (/** @type {string} */ name) => createReadStream(path.join(from, name))
  for (const name of ['al2023', 'fonts', 'swiftshader']) {
    const target = name === 'swiftshader' ? to : path.join(to, name)
    await pipeline(read(`${name}.tar.br`), createBrotliDecompress(), tar.extract(target))
  }
  // The package's own file names folders of another system; without one the first paint ends the browser.
  writeFileSync(
    path.join(to, 'fonts/fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${to}/fonts/fonts</dir><cachedir>${to}/fonts-cache</cachedir></fontconfig>`,
  )
  const unfinished = `${program}.${process.pid}`
  await pipeline(
    read('chromium.br'),
    createBrotliDecompress(),
    createWriteStream(unfinished, { mode: 0o755 }),
  )
  renameSync(unfinished, program)
}
