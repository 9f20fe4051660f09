import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Walk } from '../page/browser/walk.ts'

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url))

/** Walks from nothing to the first alert and takes a picture of what the README shows on the way. */
export async function takePictures(page: Page, at: Walk): Promise<void> {
  const take = async (name: string): Promise<void> => {
    // Spinners end and the newest message is drawn.
    await page.waitForTimeout(1500)
    await page.locator('.slack').screenshot({ path: `${folder}${name}.png`, animations: 'disabled' })
    console.log(`docs/images/${name}.png`)
  }
  const details = await at.openConnect()
  // It is another one each time.
  await details.getByLabel('Client secret').fill('')
  await take('connect')
  await page.getByRole('button', { name: 'Put in the keys for me' }).click()
  await at.connect()
  await at.addCritical()
  await at.fillRule()
  await take('rule-preview')
  await at.saveRule()
  await at.chooseChannel()
  await at.goTo('access-alerts')
  await at.outside.getByRole('button', { name: 'Deactivate Carla Mendes' }).click()
  await at.message('Carla Mendes').last().waitFor()
  await take('alert')
  await at.goTo('Miro Access')
  await page.getByRole('button', { name: 'Home', exact: true }).click()
  await take('home')
}
