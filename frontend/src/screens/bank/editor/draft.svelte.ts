/** The item being written, and the sheet on which it stands. */
import { bank, type ItemDetail } from '$/api/bank/items';
import { Draft } from '$/ui/writing/draft.svelte';

import type { ItemDocument, Kind } from './document';
import { fromDocument, type Sheet, toDocument, withKind } from './sheet';

const documentOf = (item: ItemDetail) => (item.document ?? {}) as ItemDocument;

export class ItemDraft extends Draft<Sheet, ItemDocument> {
  item = $state.raw<ItemDetail>() as ItemDetail;

  constructor(item: ItemDetail) {
    super(
      `hoc-so-draft:${item.code}`,
      {
        revision: item.revision,
        document: documentOf(item),
        updated_at: item.draft?.updated_at ?? null,
        author: item.draft?.author?.name,
      },
      (revision, document) => bank.saveDraft(item.code, revision, document),
      { read: fromDocument, write: toDocument },
    );
    this.item = item;
  }

  get sheet(): Sheet {
    return this.document;
  }

  changeKind(kind: Kind): void {
    this.change(withKind(this.sheet, kind));
  }

  /** The item as an act of the server left it: submitted, restored from an older version. */
  follow(item: ItemDetail): void {
    this.item = item;
    this.adopt({ revision: item.revision, document: documentOf(item) });
    if (item.draft) this.savedAt = new Date(item.draft.updated_at);
  }
}
