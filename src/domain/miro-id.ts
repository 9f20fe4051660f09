/** What Miro's ids look like, of organizations, accounts and teams: an id of another form is not believed. */
export const miroIdPattern = /^[\w:=-]{1,64}$/
