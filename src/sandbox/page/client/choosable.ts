export type Choosable = {
  readonly value: string
  readonly label: string
  readonly note: string | null
  readonly group: string | null
}
