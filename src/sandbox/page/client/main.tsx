import { render } from 'preact'
import { Page } from './page.tsx'
import { applyTheme, storedTheme } from './theme.ts'

applyTheme(storedTheme())
const page = document.getElementById('page')
if (page !== null) {
  page.textContent = ''
  render(<Page />, page)
}
