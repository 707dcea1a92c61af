// Brings the style sheet of all that is not needed for the first chart; who imports this has it.
const sheet = document.createElement('link');
sheet.rel = 'stylesheet';
sheet.href = new URL('../further.css', import.meta.url);
document.head.append(sheet);
await new Promise((done) => (sheet.onload = sheet.onerror = done));
