/** Tables of prose: what is there stays, cells are written in, rows are added. */
import { type Editor, type Extensions, Node } from '@tiptap/core';

const spans = {
  colspan: { default: null, parseHTML: (cell: HTMLElement) => cell.getAttribute('colspan') },
  rowspan: { default: null, parseHTML: (cell: HTMLElement) => cell.getAttribute('rowspan') },
};

const cell = (name: string, tag: 'td' | 'th') =>
  Node.create({
    name,
    content: 'inline*',
    isolating: true,
    addAttributes: () => spans,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

export const tables: Extensions = [
  Node.create({
    name: 'table',
    group: 'block',
    content: 'tableRow+',
    isolating: true,
    parseHTML: () => [{ tag: 'table' }],
    renderHTML: () => ['table', ['tbody', 0]],
  }),
  Node.create({
    name: 'tableRow',
    content: '(tableCell | tableHeader)+',
    parseHTML: () => [{ tag: 'tr' }],
    renderHTML: () => ['tr', 0],
  }),
  cell('tableHeader', 'th'),
  cell('tableCell', 'td'),
];

const EMPTY = `<table>${'<tr><th></th><th></th></tr>'}${'<tr><td></td><td></td></tr>'.repeat(2)}</table>`;

/** A new table; within one, another row below. */
export function addTable(editor: Editor): void {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const row = $from.node(depth);
    if (row.type.name !== 'tableRow') continue;
    const cells = Array.from({ length: row.childCount }, () => ({ type: 'tableCell' }));
    const below = { type: 'tableRow', content: cells };
    editor.chain().focus().insertContentAt($from.after(depth), below).run();
    return;
  }
  editor.chain().focus().insertContent(EMPTY).run();
}
