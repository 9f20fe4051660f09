type Errors = Readonly<Record<string, string>>

/** What the last submission of each view was refused for, so that a reload does not lose it. */
export class FormErrors {
  private readonly byView = new Map<string, Errors>()

  of(viewId: string): Errors {
    return this.byView.get(viewId) ?? {}
  }

  /** Nothing in `errors`: it was taken. */
  set(viewId: string, errors: Errors): void {
    if (Object.keys(errors).length === 0) this.byView.delete(viewId)
    else this.byView.set(viewId, errors)
  }
}
